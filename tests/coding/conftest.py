"""A home for coding: an empty data set with one jurisdiction, and the sheets of one real framework, all filled in."""

import csv
import io
import json

import pytest

from credatlas.coding.settling import reconcile
from credatlas.coding.study_folder import TEMPLATE
from credatlas.coding.workspace import open_workspace
from credatlas.errors import DataError
from credatlas.evidence.csv_file import write_csv
from credatlas.evidence.empty import empty_files

FRAMEWORK = "ca-cican-2021"


class Home:
    """A data folder and the sheets beside it, which a test may change cell by cell."""

    def __init__(self, folder):
        self.data = folder / "data"
        self.sheets = folder / "coding" / FRAMEWORK

    def fill(self, files):
        self.sheets.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (self.sheets / name).write_bytes(content)

    def rows(self, sheet):
        return list(csv.DictReader(io.StringIO((self.sheets / sheet).read_text("utf-8-sig"), newline="")))

    def save(self, sheet, rows):
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (self.sheets / sheet).write_text(text.getvalue(), "utf-8")

    def set(self, sheet, where, **cells):
        """Change cells of the rows in which all of `where` hold."""
        rows = self.rows(sheet)
        chosen = [row for row in rows if all(row[column] == value for column, value in where.items())]
        assert chosen
        for row in chosen:
            row |= cells
        self.save(sheet, rows)

    def add_column(self, name, value="", *, first=False):
        """Describe a column of one's own in every table of the data, and fill it in with one value in every row."""
        path = self.data / "datapackage.json"
        package = json.loads(path.read_text("utf-8"))
        for resource in package["resources"]:
            fields = resource["schema"]["fields"]
            fields.insert(0 if first else len(fields), {"name": name, "type": "string"})
            for file in [resource["path"]] if isinstance(resource["path"], str) else resource["path"]:
                rows = list(csv.reader(io.StringIO((self.data / file).read_text("utf-8"), newline="")))
                for number, row in enumerate(rows):
                    row.insert(0 if first else len(row), value if number else name)
                (self.data / file).write_bytes(write_csv(rows[0], rows[1:]))
        path.write_text(json.dumps(package), "utf-8")

    def workspace(self):
        return open_workspace(self.data)

    def reconcile(self):
        return reconcile(self.workspace(), FRAMEWORK)

    def problems(self):
        """Return what reconciling says is wrong, one text per problem."""
        try:
            self.reconcile()
        except DataError as error:
            return [str(problem) for problem in error.problems]
        return []


def empty_home(folder, real):
    """Make a home whose data hold the jurisdiction CA-CICAN and nothing else."""
    home = Home(folder)
    for name, content in empty_files(real).items():
        (home.data / name).parent.mkdir(parents=True, exist_ok=True)
        (home.data / name).write_bytes(content)
    row = "CA-CICAN,Colleges,Collèges,Colegios,CICan,CICan,CICan,Colleges,of Colleges,Collèges,de Collèges,Colegios,de Colegios,sector,Canada,,yes\n"
    with (home.data / "jurisdictions.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    return home


@pytest.fixture
def bare(atlas, tmp_path):
    """A home without sheets."""
    return empty_home(tmp_path, atlas.folder)


@pytest.fixture(scope="session")
def real_sheets():
    """The sheets of the colleges' framework, the example of a study folder."""
    return {path.name: path.read_bytes() for path in (TEMPLATE / "example").iterdir()}


@pytest.fixture
def home(bare, real_sheets):
    """A home in which the framework of the colleges is coded and settled, and not yet among the data."""
    bare.fill(real_sheets)
    return bare
