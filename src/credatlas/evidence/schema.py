"""Read datapackage.json: the tables, their files, columns and keys.

Knows the part of Data Package and Table Schema that this project uses, its own `credatlas:` properties, and the columns
that the library needs. Reads no table.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError

from credatlas.errors import Problem, did_you_mean
from credatlas.evidence.csv_file import read_bytes
from credatlas.files import DESCRIPTOR
from credatlas.settings import LANGUAGES

VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,39}", re.ASCII)  # it names folders of kits
ATTRIBUTES = ("status", "scope", "obligation", "precision", "delegation")  # of a provision, in the order of a sheet
CODES = " ".join(ATTRIBUTES)
_COLUMNS = {  # a star stands for each language
    "jurisdictions": "jurisdiction_id name_* short_* in_sentence_* of_* kind group parent_id core",
    "other_jurisdictions": "jurisdiction_id name_*",
    "frameworks": "framework_id jurisdiction_id name name_original issuer instrument_type searches "
    "legal_force names_micro_credentials sectors_bound in_force_from in_force_to dates_basis supersedes definition "
    "source_id note",
    "dimensions": "dimension_id name_* question_* weight_obligation weight_precision weight_delegation",
    "indicators": "indicator_id dimension_id name_* short_* question_*",
    "codes": "attribute code label_* meaning_*",
    "sources": "source_id title publisher jurisdiction_id doc_type published url language access note",
    "framework_sources": "framework_id source_id",
    "provisions": f"framework_id indicator_id {CODES} finding key_terms source_id locator confidence note",
    "codings_a": f"framework_id indicator_id {CODES} note",
    "codings_b": f"framework_id indicator_id {CODES} note",
    "audits": "confidence drawn alike one_step further other_status wrong source_right",
    "context": "fact_id jurisdiction_id topic finding source_id locator as_of confidence",
    "claims": "claim_id argument_id title statement test as_of source_id locator",
    "claims_evidence": "argument_id fact_id direction",
    "universities": "university_id institution jurisdiction_id instrument as_of small_credit_route who_approves_credit "
    "who_approves_noncredit noncredit_before_senate_body ce_unit_gives_credit confidence note",
    "university_sources": "university_id source_id",
    "reforms": f"reform_id title jurisdiction_id indicator_id {CODES} rationale",
}
NEEDED = {  # the columns of each table that the library reads; a data folder may have more
    table: " ".join(
        column.replace("*", lang) for column in columns.split() for lang in (LANGUAGES if "*" in column else [""])
    )
    for table, columns in _COLUMNS.items()
}
PLAIN = {  # messages for the error types of pydantic
    "missing": "is missing",
    "model_type": "is not a JSON object",
    "string_type": "is not a text",
    "list_type": "is not a list",
    "too_short": "is empty",
    "literal_error": "is neither string nor integer nor list",
    "string_too_short": "is empty",
}


def _stays_inside(path: str) -> bool:
    return path.isprintable() and not (path.startswith("/") or ".." in PurePosixPath(path).parts or "\\" in path)


def _safe_path(path: str) -> str:
    if not (_stays_inside(path) and path.endswith(".csv")):
        raise ValueError("is not the path of a .csv file inside the folder")
    return path


def _safe_folder(path: str) -> str:
    if not _stays_inside(path):
        raise ValueError("is not a folder inside the folder")
    return path


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    return pattern


Column = Annotated[str, BeforeValidator(lambda name: name[0] if isinstance(name, list) and len(name) == 1 else name)]
ONE_OR_MORE = BeforeValidator(lambda names: [names] if isinstance(names, str) else names)
Columns = Annotated[list[str], ONE_OR_MORE]
SafeFolder = Annotated[str, AfterValidator(_safe_folder)]
SafePath = Annotated[str, AfterValidator(_safe_path)]
Pattern = Annotated[str, AfterValidator(_compiles)]
Told = tuple[str, str | None, str]  # column, value and message of a problem of datapackage.json


class Reference(BaseModel):
    """The column and table that a value must be in; `also` is another table, where it may be in that column instead."""

    resource: str
    fields_: Column = Field(alias="fields")
    also: str = ""


class ForeignKey(BaseModel):
    """A column that refers to a column of another table."""

    fields_: Column = Field(alias="fields")
    reference: Reference


class Constraints(BaseModel):
    """The constraints of Table Schema on a value."""

    required: bool = False
    unique: bool = False
    enum: Annotated[list[str], Field(min_length=1)] | None = None
    pattern: Pattern | None = None
    minimum: int | None = None


class ColumnSchema(BaseModel):
    """One column; `allowed` is its pattern in words. `pattern` is that of a list, to which the standard gives none."""

    name: str
    type_: Literal["string", "integer", "list"] = Field("string", alias="type")
    constraints: Constraints = Constraints()
    allowed: str = Field("", alias="credatlas:allowed")
    pattern: Pattern | None = Field(None, alias="credatlas:pattern")
    partial_date: bool = Field(False, alias="credatlas:partial_date")
    reference: Reference | None = Field(None, alias="credatlas:reference")


class TableSchema(BaseModel):
    """The columns of a file and its keys."""

    fields_: list[ColumnSchema] = Field(alias="fields", min_length=1)
    primary_key: Columns = Field([], alias="primaryKey")
    foreign_keys: list[ForeignKey] = Field([], alias="foreignKeys")


class FileKey(BaseModel):
    """A column whose value is the name of the file, in a table of one file per value.

    `complete`: every value of the reference has a file. `folder`: the folder of the files, needed while there are none.
    """

    field: str
    folder: SafeFolder = ""
    reference: Reference
    primary_key: list[str] = Field(alias="primaryKey")
    complete: bool = False


class TableDescriptor(BaseModel):
    """A table: one file, or a folder of files whose names are the values of a column."""

    name: str
    path: Annotated[list[SafePath], ONE_OR_MORE]
    schema_: TableSchema = Field(alias="schema")
    file_key: FileKey | None = Field(None, alias="credatlas:file_key")
    may_be_empty: bool = Field(False, alias="credatlas:may_be_empty")

    @property
    def folder(self) -> PurePosixPath:
        """Folder of the files of a table with a file key."""
        if self.path:
            return PurePosixPath(self.path[0]).parent
        return PurePosixPath(self.file_key.folder if self.file_key else "")

    @property
    def file_columns(self) -> list[str]:
        """Columns of a file of the table."""
        return [column.name for column in self.schema_.fields_]

    @property
    def columns(self) -> list[str]:
        """Columns of the table: the one that the file name gives, if any, then those of the file."""
        return [*([self.file_key.field] if self.file_key else []), *self.file_columns]

    @property
    def key(self) -> list[str]:
        """Columns whose values together are unique."""
        return self.file_key.primary_key if self.file_key else self.schema_.primary_key

    @property
    def references(self) -> list[tuple[str, Reference]]:
        """Each column that refers to another table, with its reference."""
        plain = [(key.fields_, key.reference) for key in self.schema_.foreign_keys]
        return [*plain, *((column.name, column.reference) for column in self.schema_.fields_ if column.reference)]


class Licence(BaseModel):
    """A licence by its short name, such as CC-BY-4.0, as printed below every figure."""

    name: str = Field(min_length=1)


class PackageDescriptor(BaseModel):
    """What the loader reads of datapackage.json; everything else is for other readers."""

    title: str = Field(min_length=1)
    version: str
    created: str
    licenses: list[Licence] = Field(min_length=1)
    resources: list[TableDescriptor]


def read_descriptor(folder: Path) -> tuple[dict[str, Any], list[TableDescriptor], list[Problem]]:
    """Return the content of datapackage.json, the tables that it describes, and its problems (then no tables)."""
    content, problem = read_bytes(folder / DESCRIPTOR, DESCRIPTOR)
    if problem:
        return {}, [], [problem]
    try:
        raw = json.loads(content.decode("utf-8-sig"))
        package = PackageDescriptor.model_validate(raw)
    except json.JSONDecodeError as error:
        return {}, [], [Problem(DESCRIPTOR, error.lineno, "", None, f"is not JSON: {error.msg}")]
    except ValidationError as error:
        return {}, [], [_explain(detail) for detail in error.errors()]
    except (ValueError, RecursionError):  # not UTF-8, a number of thousands of digits, a nest of brackets
        return {}, [], [Problem(DESCRIPTOR, None, "", None, "is not JSON in UTF-8")]
    problems = [Problem(DESCRIPTOR, None, *told) for told in _check_package(package)]
    return raw, [] if problems else package.resources, problems


def _explain(detail: Any) -> Problem:
    where = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "value_error":
        return Problem(DESCRIPTOR, None, where, str(detail["input"]), str(detail["ctx"]["error"]))
    return Problem(DESCRIPTOR, None, where, None, PLAIN.get(detail["type"], f"is not right: {detail['msg']}"))


def _check_package(package: PackageDescriptor) -> Iterator[Told]:
    tables = {table.name: table for table in package.resources}
    yield from _check_once("resources", [table.name for table in package.resources])
    if not VERSION.fullmatch(package.version):
        yield "version", package.version, "is not 1 to 40 letters, digits, points, hyphens, underscores or plus signs"
    if not _is_moment(package.created):
        yield "created", package.created, "is not a day such as 2024-05-31T00:00:00Z"
    for name, columns in NEEDED.items():
        if name not in tables:
            yield "resources", None, f"table {name} is not described"
        else:
            missing = [column for column in columns.split() if column not in tables[name].columns]
            yield from ((name, None, f"column {column} is missing") for column in missing)
    for table in package.resources:
        yield from _check_table(table, tables)


def _check_once(where: str, names: list[str]) -> Iterator[Told]:
    yield from ((where, name, f"is described {count} times") for name, count in Counter(names).items() if count > 1)


def _is_moment(text: str) -> bool:
    """Say whether a text begins with a day such as 2024-05-31; the standard allows more, which no chart could read."""
    try:
        return datetime.fromisoformat(text).date().isoformat() == text[:10]
    except ValueError:
        return False


def _check_table(table: TableDescriptor, tables: dict[str, TableDescriptor]) -> Iterator[Told]:
    yield from _check_once(table.name, table.columns)
    if not table.path and not (table.may_be_empty and table.file_key and table.file_key.folder):
        yield f"{table.name}.path", None, "is empty"
    if len(table.path) > 1 and table.file_key is None:
        yield f"{table.name}.path", None, "has several files but no credatlas:file_key"
    if len({PurePosixPath(path).parent for path in table.path}) > 1:
        yield f"{table.name}.path", None, "names files of more than one folder"
    for column in [*table.key, *(key.fields_ for key in table.schema_.foreign_keys)]:
        if column not in table.columns:
            yield table.name, column, f"is not a column of this table{did_you_mean(column, table.columns)}"
    own = [table.file_key.reference] if table.file_key else []
    for reference in [*own, *(reference for _, reference in table.references)]:
        for name in filter(None, (reference.resource, reference.also)):
            if name not in tables or reference.fields_ not in tables[name].columns:
                yield table.name, f"{name}.{reference.fields_}", "is referred to and not described"
