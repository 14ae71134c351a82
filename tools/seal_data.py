"""Write the seal of the published data into datapackage.json: the hash by which an edited copy is known as one.

    python -m tools.seal_data

All other bytes stay as they are.
"""

import re

from credatlas.evidence import DESCRIPTOR
from credatlas.evidence.variants import SEAL, seal
from credatlas.paths import CHECKOUT

LINE = re.compile(rf'  "{SEAL}": "[0-9a-f]*",\n')
BEFORE = '  "created": '


def with_seal(text: str, value: str) -> str:
    """Return the text of datapackage.json with the seal above its day, in place of the one that it has."""
    return LINE.sub("", text).replace(BEFORE, f'  "{SEAL}": "{value}",\n{BEFORE}', 1)


if __name__ == "__main__":
    data = CHECKOUT / "data"
    path = data / DESCRIPTOR
    path.write_text(with_seal(path.read_text("utf-8"), seal(data)), "utf-8")
