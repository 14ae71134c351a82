"""A data set to be coded: the instrument is there, the evidence is not, and nobody takes that for a finding."""

import json

import pytest

from credatlas.evidence.dataset import load
from credatlas.evidence.empty import empty_files, refuse_empty
from credatlas.index.scores.scoring import score


@pytest.fixture
def emptied(atlas, tmp_path):
    for name, content in empty_files(atlas.folder).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return load(tmp_path)


def test_an_empty_data_set_is_sound_and_has_the_whole_instrument(emptied, atlas):
    assert len(emptied.indicators) == 18 and emptied.codes.equals(atlas.codes)
    assert (emptied.folder / "CODEBOOK.md").is_file() and (emptied.folder / "codebook" / "ST1.md").is_file()
    assert emptied.jurisdictions.empty and emptied.frameworks.empty and emptied.provisions.empty


def test_its_tables_have_the_columns_and_types_of_the_real_ones(emptied, atlas):
    for name in ("provisions", "codings_a", "frameworks", "sources", "context", "reforms"):
        assert getattr(emptied, name).dtypes.equals(getattr(atlas, name).dtypes)


def test_its_schema_is_the_real_one_but_for_what_other_data_name_otherwise(emptied, atlas):
    schemas = [
        {resource["name"]: resource["schema"] for resource in one.descriptor["resources"]} for one in (emptied, atlas)
    ]
    differ = {name for name in schemas[1] if schemas[0][name] != schemas[1][name]}
    assert schemas[0].keys() == schemas[1].keys() and differ == {"jurisdictions", "indicators"}
    kind, group = (
        next(field for field in schemas[0]["jurisdictions"]["fields"] if field["name"] == name)
        for name in ("kind", "group")
    )
    assert kind["constraints"] == group["constraints"] == {"required": True}, "any kind and group may be named"


def test_the_real_data_may_not_be_empty(copy):
    copy.path("sources.csv").write_text(copy.path("sources.csv").read_text("utf-8").split("\n")[0] + "\n", "utf-8")
    assert "sources.csv: has a header and no rows" in copy.problems()


def test_several_files_without_a_folder_are_refused(emptied):
    path = emptied.folder / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    key = next(each for each in package["resources"] if each["name"] == "provisions")["credatlas:file_key"]
    key["folder"] = "../elsewhere"
    path.write_text(json.dumps(package), "utf-8")
    with pytest.raises(Exception, match=r"'\.\./elsewhere' is not a folder inside the folder"):
        load(emptied.folder)
    del key["folder"]
    path.write_text(json.dumps(package), "utf-8")
    with pytest.raises(Exception, match=r"provisions\.path is empty"):
        load(emptied.folder)


def test_nothing_can_be_scored_without_a_jurisdiction(emptied):
    with pytest.raises(ValueError, match=r"nothing to score yet: .* holds no jurisdiction; each is a row of jurisdict"):
        score(emptied.as_of("latest"))


def test_a_whole_data_set_without_a_framework_is_empty_and_one_narrowed_to_an_early_day_is_not(atlas):
    refuse_empty(atlas.as_of("1900-01-01"), "to report")
