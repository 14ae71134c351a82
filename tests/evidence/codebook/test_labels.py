"""One table that needs no other: each provision with names, labels, dates and source, in the language asked for."""

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def tidy(atlas):
    return atlas.as_of("latest").tidy().set_index(["framework_id", "indicator_id"])


def test_a_provision_has_names_labels_dates_and_source(tidy):
    row = tidy.loc[("ie-2024", "ST1")]
    assert (row["jurisdiction"], row["dimension"], row["indicator"]) == ("Ireland", "Stackability", "stacking")
    assert (row["obligation"], row["obligation_label"], row["status_label"]) == (3, "required", "addressed")
    assert row["url"].startswith("http") and row["source"] and row["from_day"].year == 2024


def test_each_code_has_the_label_of_the_codebook_and_what_was_not_read_has_none(atlas, tidy):
    labels = atlas.codes.query("attribute == 'precision'").set_index("code")["label_en"]
    read = tidy[tidy["precision"].notna()]
    assert (read["precision_label"] == read["precision"].astype(str).map(labels)).all()
    assert tidy.loc[tidy["status"] == "missing", ["precision_label", "delegation", "source"]].isna().all(axis=None)


def test_it_has_the_rows_of_the_day_in_the_language_by_the_conventions_of_pandas(atlas, tidy):
    now = atlas.as_of("latest")
    spanish = now.tidy("es")
    assert len(spanish) == len(now.provisions) == len(tidy)
    assert list(spanish) == list(now.describe("atlas")["name"])
    assert "obligatorio" in set(spanish["obligation_label"]) and "Irlanda" in set(spanish["jurisdiction"])
    assert spanish["obligation"].dtype == "Int64" and isinstance(spanish["status"].dtype, pd.CategoricalDtype)
