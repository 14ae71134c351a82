"""Faulty files become problems with a line, and what a spreadsheet program opens runs nothing and comes back."""

import csv
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.evidence.csv_file import FORMULA, neutralise, read_sheet, restore, write_csv, write_sheet

COLUMNS = ["id", "note"]


@pytest.fixture
def read(tmp_path):
    def write_and_read(content):
        path = tmp_path / "x.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        sheet, problems = read_sheet(path, "x.csv", COLUMNS)
        return sheet, [str(problem) for problem in problems]

    return write_and_read


@pytest.mark.parametrize(
    "content", ["id,note\na,1\nb,2\n", "id,note\r\na,1\r\nb,2\r\n", "id,note\ra,1\rb,2\r", "\ufeffid,note\na,1\nb,2"]
)
def test_line_ends_of_windows_and_old_macs_and_a_byte_order_mark_change_nothing(read, content):
    sheet, problems = read(content)
    assert (sheet.rows, sheet.lines, problems) == ([["a", "1"], ["b", "2"]], [2, 3], [])


@pytest.mark.parametrize("separator", [";", "\t"])
def test_what_the_excel_of_another_country_saves_is_read(read, separator):
    text = 'id,note\r\na,"one; two, three\t"\r\nb,2\r\n'.replace("one; two, three\t", "TEXT").replace(",", separator)
    sheet, problems = read("\ufeff" + text.replace("TEXT", "one; two, three\t"))
    assert (sheet.rows, problems) == ([["a", "one; two, three\t"], ["b", "2"]], [])


def test_a_row_remembers_the_line_on_which_it_starts(read):
    sheet, _ = read('id,note\na,"two\nlines"\nb,"two\r\nlines"\nc,x\n')
    assert sheet.lines == [2, 4, 6]


@pytest.mark.parametrize("cell", ["=1+1", "<b>bold</b>", "NA", "None", " 1", "1.0", 'ünï, "quoted"'])
def test_a_cell_is_kept_as_it_stands(read, cell):
    quoted = '"' + cell.replace('"', '""') + '"'
    sheet, problems = read(f"id,note\na,{quoted}\n")
    assert (sheet.rows, problems) == ([["a", cell]], [])


def test_a_cell_of_ten_megabytes_is_read_and_the_limit_of_the_process_stays(read):
    before = csv.field_size_limit()
    sheet, problems = read("id,note\na," + "x" * 10_000_000 + "\n")
    assert (len(sheet.rows[0][1]), problems, csv.field_size_limit()) == (10_000_000, [], before)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "x.csv: is empty; a header and rows are needed"),
        (" \n\n", "x.csv: is empty; a header and rows are needed"),
        ("id,note\n", "x.csv: has a header and no rows"),
        ("id;note;;\na;1;;\n", "x.csv:1: 2 columns have no name, the first is column 3; delete what is empty"),
        ("sep=;\r\nid;note\na;1\n", "x.csv:1: is a line for Excel and not the header; delete it"),
        ("id;note\na;1,2;3\n", "x.csv:2: has 3 cells; 2 cells are needed, as in the header"),
        ("id,note\na,1\nb\n", "x.csv:3: has 1 cell; 2 cells are needed, as in the header"),
        ("id,note\na,1,2\n", "x.csv:2: has 3 cells; 2 cells are needed, as in the header"),
        ("id,note\n\na,1\n", "x.csv:2: is an empty line; delete it"),
        ("id,note\na,1\n,\n , \n\n", "x.csv:3: is an empty line, and 2 more; delete it"),
        ("id\na\n", "x.csv:1:note column is missing"),
        ("id,note,more\na,1,2\n", "x.csv:1: 'more' is not a column of this file"),
        ("id,notes\na,1\n", "x.csv:1: 'notes' is not a column of this file; did you mean 'note'?"),
        ("id,note,id\na,1,a\n", "x.csv:1:id stands twice in the header"),
        ("note,id\n1,a\n", "x.csv:1: columns are in another order; needed: id,note"),
        (
            "id,note\na,1\nb,caf\udce9\n".encode(errors="surrogateescape"),
            "x.csv:3: is not UTF-8 (byte 0xe9); save the file as UTF-8",
        ),
        ("id,note\na,1\n".encode("utf-16"), "x.csv:1: is UTF-16; save the file as UTF-8"),
        ("id,note\na,1\n".encode("utf-16-le"), "x.csv:1: holds a NUL byte; save the file as UTF-8 text"),
        ("id,note\ra,1\rb,\0\r", "x.csv:3: holds a NUL byte; save the file as UTF-8 text"),
        ("id,note\na,1\nb,\0\n", "x.csv:3: holds a NUL byte; save the file as UTF-8 text"),
    ],
)
def test_bad_text_is_said_in_one_problem(read, content, problem):
    assert read(content)[1] == [problem]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('id,note\na,"never closed\nb,2\n', 2),
        ('id,note\na,"never closed\nb,"2"\nc,3\n', 2),  # the next quote seems to close it
        ('id,note\na,"closed\nhere"\nb,"never\n', 4),
        ('id,note\n"closed\nhere","never\n', 3),  # opens on the second line of its row
        ('id,note\na,"say ""x"" "y\n', 2),
    ],
)
def test_an_unclosed_quote_is_found_on_the_line_on_which_it_opens(read, content, line):
    message = "a quote opens here and is not closed as it should be; double the quotes inside a cell"
    assert read(content)[1] == [f"x.csv:{line}: {message}"]


def test_what_is_not_a_readable_file_is_said(tmp_path):
    def problem(name):
        return str(read_sheet(tmp_path / name, name, COLUMNS)[1][0])

    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert problem("absent.csv") == "absent.csv: is missing"
    assert problem("folder.csv") == "folder.csv: is a folder; a file is needed"
    assert problem("loop.csv") == "loop.csv: cannot be read: Too many levels of symbolic links"
    assert problem("pipe.csv") == "pipe.csv: is not an ordinary file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path):
    path = tmp_path / "x.csv"
    path.touch(mode=0)
    assert str(read_sheet(path, "x.csv", COLUMNS)[1][0]) == "x.csv: cannot be read: Permission denied"


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.text('ab"\n\r, ')).filter(
            lambda row: "".join(row).strip()
        ),
        min_size=1,
    )
)
def test_whatever_a_csv_writer_writes_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("round") / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    sheet, problems = read_sheet(path, "x.csv", COLUMNS)
    assert (sheet.rows, problems) == ([list(row) for row in rows], [])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_would_start_a_formula_gets_an_apostrophe(text):
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'May' twice", "1-2"])
def test_other_text_stays_as_it_is(text):
    assert neutralise(text) == restore(text) == text


@given(st.text(alphabet="'=+-@\t\ra"))
def test_every_text_comes_back(text):
    assert restore(neutralise(text)) == text
    assert not neutralise(text).startswith(FORMULA)


def test_a_sheet_has_the_mark_that_excel_needs_and_the_loader_reads_it(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_bytes(write_sheet(["id", "note"], [["é", "two\nlines"], ["b", "=1"]]))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,note\n")
    assert read_sheet(path, "sheet.csv", ["id", "note"])[0].rows == [["é", "two\nlines"], ["b", "'=1"]]


def test_data_have_no_mark_and_stay_as_written():
    assert write_csv(["id"], [["=1"], ['a"b']]) == b'id\n=1\n"a""b"\n'
