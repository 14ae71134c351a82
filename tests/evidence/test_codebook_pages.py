"""The pages of data/codebook: each case they cite has that code, finding, note and source in the data."""

import re

import pytest

from tools.codebook_pages import Page, retell

ATTRIBUTES = ["status", "scope", "obligation", "precision", "delegation"]
INDICATORS = [f"{dimension}{number}" for dimension in ("ST", "PO", "SP") for number in range(1, 7)]
PARTS = [
    "What counts",
    "What does not",
    "Procedure",
    "Rules that decide here",
    "A case for each code",
    "Decided edge cases",
]
FRAMEWORK = r"`([a-z0-9-]+)`"
CASE = (
    rf"- \*\*([^*,]+)(?:, ([^*]+))?\*\*: (?:{FRAMEWORK} \((.+?)\)(?:, told under (\w+)\.)?|no case in the data yet\.)$"
)
SOURCE = r"(?:\[(?P<title>.+)\]\((?P<url>[^()]*(?:\([^()]*\)[^()]*)*)\)|(?P<bare>.+)) \(`(?P<id>[a-z0-9-]+)`\)(?P<rest>.*); confidence (?P<confidence>[a-z-]+)"


def _unfold(text):
    """Put each paragraph and list item on one line."""
    return re.sub(r"\n *(?=[^\s>#-])(?<!\n\n)(?![0-9]\. \*\*)", " ", text)


def _parts(text, level="##"):
    """Return the text under each heading."""
    pieces = re.split(rf"^{level} (.+)\n", text, flags=re.MULTILINE)
    return {head: body.strip() for head, body in zip(pieces[1::2], pieces[2::2], strict=True)}


def _number(code):
    return code if isinstance(code, str) else "" if code != code else f"{code:.0f}"


def _codes(row):
    """Return the codes of a provision as the pages write them: `supports, general, 2,1,0`."""
    numbers = ",".join(filter(None, map(_number, row[ATTRIBUTES[2:]])))
    return ", ".join(filter(None, [row["status"], row["scope"], numbers]))


@pytest.fixture(scope="module")
def folder(atlas):
    return atlas.folder / "codebook"


@pytest.fixture(scope="module", params=INDICATORS)
def indicator(request):
    return request.param


@pytest.fixture(scope="module")
def text(folder, indicator):
    return (folder / f"{indicator}.md").read_text("utf-8")


@pytest.fixture(scope="module")
def page(text):
    return {head: _unfold(body) for head, body in _parts(text).items()}


@pytest.fixture(scope="module")
def rows(atlas, indicator):
    """The provisions of the indicator, by framework; then those of the two passes."""
    tables = (atlas.provisions, atlas.codings_a, atlas.codings_b)
    return [table[table["indicator_id"] == indicator].set_index("framework_id") for table in tables]


@pytest.fixture(scope="module")
def cases(page):
    """Each case as attribute, code, label, framework, codes, told under, lines of its own."""
    found = []
    for head, body in _parts(page["A case for each code"], "###").items():
        for item in re.split(r"\n(?=- )", body):
            first, *lines = item.split("\n  - ")
            case = re.fullmatch(CASE, first)
            assert case, first
            found.append((head.partition(":")[0].lower(), *case.groups(), lines))
    return found


def _check_source(line, row, sources):
    """See that a source line has title, address, id, locator and confidence of the data."""
    told = re.fullmatch("Source: " + SOURCE, line)
    assert told, line
    source = sources.loc[row["source_id"]]
    address = source["url"] if source["url"].startswith("http") else None
    assert (told["title"] or told["bare"], told["url"], told["id"]) == (source["title"], address, row["source_id"])
    assert (told["rest"].removeprefix(", "), told["confidence"]) == (row["locator"], row["confidence"])


def test_there_is_a_page_for_each_indicator_and_all_are_listed(atlas, folder):
    assert {path.name for path in folder.iterdir()} == {"README.md", *(f"{name}.md" for name in INDICATORS)}
    listed = re.findall(r"\[(\w+) ([^\]]+)\]\((\w+)\.md\)", (folder / "README.md").read_text("utf-8"))
    named = zip(
        atlas.indicators["indicator_id"], atlas.indicators["name_en"], atlas.indicators["indicator_id"], strict=True
    )
    assert sorted(listed) == sorted(named)


def test_a_page_asks_the_question_of_the_data(atlas, indicator, text, page):
    row = atlas.indicators.set_index("indicator_id").loc[indicator]
    assert text.startswith(f"# {indicator}: {row['name_en']}\n\n> {row['question_en']}\n\n")
    assert list(page) == PARTS


@pytest.mark.parametrize(
    ("part", "statuses"),
    [("What counts", {"supports"}), ("What does not", {"silent", "hinders", "not-applicable"})],
    ids=["counts", "does-not"],
)
def test_what_counts_supports_and_what_does_not_count_does_not(page, rows, part, statuses):
    items = re.findall(r"^- .+$", page[part], re.MULTILINE)
    assert items
    for item in items:
        named = re.findall(FRAMEWORK, item)
        assert named, item
        assert {rows[0].loc[framework, "status"] for framework in named} <= statuses, item


def test_the_steps_come_in_order_and_their_examples_have_the_code(page, rows):
    steps = re.findall(r"^\d\. \*\*(\w+)\.\*\* (.+)$", page["Procedure"], re.MULTILINE)
    assert [name.lower() for name, _ in steps] == [*ATTRIBUTES, "evidence"]
    for name, words in steps[:-1]:
        for framework, code in re.findall(rf"{FRAMEWORK}: ([a-z-]+|\d)", words):
            assert _number(rows[0].loc[framework, name.lower()]) == code, f"{name}: {framework}"


def test_rules_are_quoted_word_for_word_and_none_is_cited_without(atlas, text, page):
    codebook = " ".join((atlas.folder / "CODEBOOK.md").read_text("utf-8").split())
    quoted = dict(re.findall(r"^- \*\*Rule (\d+)\.\*\* (.+)$", page["Rules that decide here"], re.MULTILINE))
    for number, words in quoted.items():
        assert f" {number}. {words} " in codebook, f"rule {number}"
    own = page["What counts"] + page["What does not"] + page["Procedure"]
    assert set(re.findall(r"\brule (\d+)", own)) <= set(quoted)


def test_each_code_has_a_case_exactly_where_the_data_have_one(atlas, rows, cases):
    known = atlas.codes[atlas.codes["attribute"].isin(ATTRIBUTES)]
    order = {attribute: list(known.loc[known["attribute"] == attribute, "code"]) for attribute in ATTRIBUTES}
    listed = {attribute: [case[1] for case in cases if case[0] == attribute] for attribute in ATTRIBUTES}
    assert listed == order
    labels = known.set_index(["attribute", "code"])["label_en"]
    for attribute, code, label, framework, *_ in cases:
        assert label == (labels[attribute, code] if code.isdigit() else None)
        occurs = code in set(rows[0][attribute].map(_number))
        assert bool(framework) == occurs, f"{attribute} {code}"


def test_a_page_is_what_the_command_writes(atlas, indicator, text):
    assert retell(text, Page(atlas, indicator)) == text, "make codebook"


def test_each_case_has_the_code_and_is_told_as_in_the_data(atlas, rows, cases):
    sources, told = atlas.sources.set_index("source_id"), set()
    for attribute, code, _, framework, codes, under, lines in cases:
        if framework is None:
            continue
        row = rows[0].loc[framework]
        assert (_number(row[attribute]), _codes(row)) == (code, codes), f"{attribute} {code}: {framework}"
        if under:
            assert (framework, under) in told and not lines, f"{attribute} {code}: {framework}"
            continue
        told.add((framework, attribute))
        texts = [f"Finding: {row['finding']}"] if row["finding"] else []
        assert lines[: len(texts) + 1] == [*texts, f"Why: {row['note']}"], framework
        rest = lines[len(texts) + 1 :]
        assert len(rest) == bool(row["source_id"]), framework
        for line in rest:
            _check_source(line, row, sources)


def test_edge_cases_are_those_on_which_the_passes_differed_and_are_told_as_in_the_data(atlas, rows, page):
    sources = atlas.sources.set_index("source_id")
    for head, body in _parts(page["Decided edge cases"], "###").items():
        frameworks = re.findall(FRAMEWORK, head)
        final, a, b = (table.loc[frameworks[0]] for table in rows)
        lines = re.split(r"\n?^- ", body, flags=re.MULTILINE)[1:]
        known = [f"Finding: {final['finding']}"] if final["finding"] else []  # not where it is missing
        told = lines[: len(known) + 3]
        assert told == [
            *known,
            f"Pass a ({_codes(a)}): {a['note']}",
            f"Pass b ({_codes(b)}): {b['note']}",
            f"Decided ({_codes(final)}): {final['note']}",
        ], head
        for line in lines[len(told) :]:
            _check_source(line, final, sources)
        assert len(lines) == len(told) + bool(final["source_id"]), head
        assert len({_codes(a), _codes(b), _codes(final)}) > 1, head
        for framework in frameworks[1:]:
            alike = [_codes(table.loc[framework]) for table in rows]
            assert alike == [_codes(final), _codes(a), _codes(b)], f"{head}: {framework}"
