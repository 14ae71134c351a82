"""The scale of the codes is read from codes.csv, and a table of codes for three attributes has one."""

import pandas as pd

from credatlas.evidence.codebook import CODE_COLUMNS, read_scale


def test_the_scale_goes_from_0_to_the_highest_code_of_a_text(atlas):
    assert read_scale(atlas.codes) == atlas.scale == range(4)
    codes = pd.DataFrame(
        [(name, str(code)) for name in [*CODE_COLUMNS, "status"] for code in range(8 if name == "status" else 6)],
        columns=["attribute", "code"],
    )
    assert read_scale(codes) == range(6)


def test_what_datapackage_json_says_of_codes_is_what_codes_csv_lists(atlas):
    fields = [field for table in atlas.descriptor["resources"] for field in table["schema"]["fields"]]
    allowed = {name: {tuple(one["constraints"]["enum"]) for one in fields if one["name"] == name}
               for name in CODE_COLUMNS}  # fmt: skip
    assert all(codes == {("0", "1", "2", "3")} for codes in allowed.values())
