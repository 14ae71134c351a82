"""Rules on provisions, each broken once in the toy data."""

import pytest

from credatlas.evidence.rules.codes import MUSTS

FILE = "provisions/aa-gov-2020.csv"
NONE = "provisions/cc-none.csv"
WHOLE = "needs a source read in full or as an excerpt"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        # rule 1
        (FILE, "general", "", f"{FILE}:2:scope is empty; supports needs a scope and three codes"),
        (FILE, "general,3,3,3", "general,3,,3", f"{FILE}:2:precision is empty; supports needs a scope and three codes"),
        (FILE, "general,3", "general,0", f"{FILE}:2:obligation '0' is below 1, the least that supports needs"),
        (FILE, "silent,,0", "silent,,1", f"{FILE}:11:obligation '1' must be 0 where status is silent"),
        (FILE, "silent,,0", "silent,,", f"{FILE}:11:obligation must be 0 where status is silent"),
        (FILE, "silent,", "silent,general", f"{FILE}:11:scope 'general' must be empty where status is silent"),
        (FILE, "hinders,,0", "hinders,,2", f"{FILE}:14:obligation '2' must be 0 where status is hinders"),
        (FILE, "missing,,", "missing,,0", f"{FILE}:7:obligation '0' must be empty where status is missing"),
        (
            FILE,
            "not-applicable,,,",
            "not-applicable,,,0",
            f"{FILE}:15:precision '0' must be empty where status is not-applicable",
        ),
        (
            "codings/b/aa-gov-2020.csv",
            "general",
            "",
            "codings/b/aa-gov-2020.csv:2:scope is empty; supports needs a scope and three codes",
        ),
        (
            "reforms.csv",
            "general,3",
            "general,0",
            "reforms.csv:2:obligation '0' is below 1, the least that supports needs",
        ),
        # section 5
        (FILE, "high", "missing", f"{FILE}:2:confidence 'missing' does not go with status supports"),
        (FILE, ",missing,Part", ",low,Part", f"{FILE}:7:confidence 'low' does not go with status missing"),
        (FILE, "high", "not-found", f"{FILE}:2:confidence 'not-found' goes with status silent, not with supports"),
        (
            "sources.csv",
            "en,full",
            "en,secondary",
            f"{FILE}:2:confidence 'high' {WHOLE}; access to aa-gov-text is secondary",
        ),
        (
            FILE,
            "must be",
            "a b c d e f g h i",
            f"{FILE}:2:key_terms 'a b c d e f g h i' has 9 words; at most 8 are allowed",
        ),
        # rule 5
        (
            FILE,
            "must be,aa-gov-text,section 3,high",
            "vision,aa-gov-text,section 3,low",
            f"{FILE}:2:obligation '3' is above 2, the most at low confidence unless key_terms quote a must in the "
            "language of the source (en)",
        ),
        # section 1
        (
            FILE,
            "PO6,silent,,0,0,0,Not mentioned.,,aa-gov-text,whole text,high,Read whole.\n",
            "",
            f"{FILE}: has no row for PO6; every indicator needs one",
        ),
        # rule 19
        (
            NONE,
            "silent,,0",
            "hinders,,0",
            f"{NONE}:2:status 'hinders' must be silent or missing where no instrument was found",
        ),
        (NONE, "not-found", "low", f"{NONE}:2:confidence 'low' must be not-found where no instrument was found"),
        # section 6
        (FILE, "Quoted.", "", f"{FILE}:2:note is empty, but the codes differ from pass b"),
    ],
)
def test_a_broken_rule_is_named(copy, file, old, new, problem):
    copy.replace(file, old, new)
    assert problem in copy.problems()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "must be"),
        ("en", "shall carry credit"),
        ("en", "it is Mandatory"),
        ("en", "requires assessment"),
        ("fr", "doivent porter des crédits"),
        ("es", "deberá expresarse en créditos"),
        ("et", "ained peavad olema"),
        ("nl", "moet vermeld worden"),
        ("de", "müssen angegeben werden"),
        ("ms", "hendaklah didaftarkan"),
    ],
)
def test_low_confidence_may_carry_a_three_where_a_must_is_quoted(copy, language, words):
    copy.replace("sources.csv", "framework,en,full", f"framework,{language},full")
    copy.replace(FILE, "must be,aa-gov-text,section 3,high", f"{words},aa-gov-text,section 3,low")
    assert copy.problems() == []


@pytest.mark.parametrize(("language", "words"), [("et", "must lagi"), ("en", "peavad olema"), ("fr", "must be")])
def test_a_word_that_is_a_must_in_another_language_is_none(copy, language, words):
    copy.replace("sources.csv", "framework,en,full", f"framework,{language},full")
    copy.replace(FILE, "must be,aa-gov-text,section 3,high", f"{words},aa-gov-text,section 3,low")
    assert [problem.partition(" ")[0] for problem in copy.problems()] == [f"{FILE}:2:obligation"]


def test_every_language_that_a_source_may_have_has_words_for_a_must(atlas):
    resource = next(each for each in atlas.descriptor["resources"] if each["name"] == "sources")
    language = next(field for field in resource["schema"]["fields"] if field["name"] == "language")
    assert set(MUSTS) == set(language["constraints"]["enum"])


LAST = "obligation,3,required,exigé,obligatorio,"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "obligation,1,permitted",
            "obligation,01,permitted",
            "codes.csv:3:code '01' stands where 1 must: the codes of obligation are 0, 1, 2 and so on, without a gap",
        ),
        (
            LAST,
            LAST.replace("3", "4"),
            "codes.csv:5:code '4' stands where 3 must: the codes of obligation are 0, 1, 2 and so on, without a gap",
        ),
        (LAST, "obligation,3,,exigé,obligatorio,", "codes.csv:5:label_en is empty; needed: a value"),
        (
            "delegation,3,",
            "authority,3,",
            "codes.csv:12:code '2' is the last code of delegation, which must go to 3, as obligation does",
        ),
        (
            LAST,
            "".join(f"obligation,{code},o{code},o,o,a,b,c\n" for code in range(3, 10)) + LAST.replace("3", "10"),
            "codes.csv:12:code '10' is above 9, the most that obligation may be",
        ),
    ],
)
def test_codes_that_are_no_scale_are_named(copy, old, new, problem):
    copy.replace("codes.csv", old, new)
    assert problem in copy.problems()


def test_a_code_beyond_the_scale_is_refused_with_what_is_allowed(copy):
    """The codes of codes.csv count, and not those of datapackage.json, which still has four."""
    codes = copy.path("codes.csv")
    short = [line for line in codes.read_text("utf-8").split("\n") if line.split(",")[1:2] != ["3"]]
    codes.write_text("\n".join(short), "utf-8")
    assert f"{FILE}:2:obligation '3' is not one of 0, 1, 2" in copy.problems()
