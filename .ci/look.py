"""Look at a built site: every report has HTML with one title and a PDF with pages, and each file is what its manifest
says.
"""

import hashlib
import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from shutil import which


class Headings(HTMLParser):
    count = 0

    def handle_starttag(self, tag, attrs):
        self.count += tag == "h1"


site = Path(sys.argv[1])
manifests = sorted(site.glob("*/*/manifest.json"))
if not manifests:
    sys.exit(f"no report in {site}")
for manifest in manifests:
    for artefact in json.loads(manifest.read_text(encoding="utf-8"))["artefacts"]:
        content = (manifest.parent / artefact["path"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != artefact["sha256"]:
            sys.exit(f"{manifest.parent / artefact['path']} is not what its manifest says")
    headings = Headings()
    headings.feed((manifest.parent / "report.html").read_text(encoding="utf-8"))
    if headings.count != 1:
        sys.exit(f"{manifest.parent / 'report.html'} has {headings.count} titles")
    pdf = manifest.parent / "report.pdf"
    if not pdf.read_bytes().startswith(b"%PDF-"):
        sys.exit(f"{pdf} is no PDF")
    if which("pdfinfo"):
        facts = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        if "Tagged:          yes" not in facts:
            sys.exit(f"{pdf} is not tagged")
    print(f"{manifest.parent}: HTML and PDF are well formed")
