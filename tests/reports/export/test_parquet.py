"""Parquet: equal when read back, and the schema says what each column means."""

import json
import subprocess
import sys
from io import BytesIO

import pandas as pd
import pytest
from pyarrow import parquet

from credatlas.reports.export.parquet import to_parquet
from credatlas.reports.export.tidy import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_a_file_reads_back_as_the_table_was(of_the_day, name):
    frame = of_the_day[name].frame
    read = parquet.read_table(BytesIO(to_parquet(of_the_day[name]))).to_pandas().astype(frame.dtypes.to_dict())
    pd.testing.assert_frame_equal(read, frame, check_exact=True)


def test_missing_is_null_and_not_nan(of_the_day):
    scores = parquet.read_table(BytesIO(to_parquet(of_the_day["dimension_scores"])))
    assert scores["score"].null_count == of_the_day["dimension_scores"].frame["score"].isna().sum() > 0


@pytest.mark.parametrize("name", TABLES)
def test_each_field_carries_its_meaning(of_the_day, name):
    schema = parquet.read_schema(BytesIO(to_parquet(of_the_day[name])))
    for field in of_the_day[name].fields.to_dict("records"):
        carried = {key.decode(): value.decode() for key, value in schema.field(field["name"]).metadata.items()}
        assert carried == {key: field[key] for key in ("unit", "description", "missing")}


def test_the_schema_carries_version_licence_and_citation(of_the_day):
    metadata = parquet.read_schema(BytesIO(to_parquet(of_the_day["codes"]))).metadata
    carried = {key.decode(): value.decode() for key, value in metadata.items()}
    about = of_the_day["codes"].about()
    assert carried == {**about, "licence": json.dumps(about["licence"])}


def test_without_pyarrow_the_message_names_the_extra(tmp_path):
    code = "import sys; sys.modules['pyarrow'] = None; from credatlas.cli import app; app(sys.argv[1:])"
    arguments = ["export", "codes", "--format", "parquet", "--out", str(tmp_path / "out")]
    result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    message = "Parquet needs pyarrow: pip install 'credatlas[parquet]'"
    assert (result.returncode, result.stderr.strip()) == (3, message)
    assert not (tmp_path / "out").exists()
