"""Run one notebook per jurisdiction every night with Airflow 3.

pip install apache-airflow apache-airflow-providers-papermill credatlas; put this file into the folder of the DAGs.
One night by hand: airflow dags test credatlas 2026-01-01. The notebooks are those that came with credatlas; the
executed copies go to the folder that CREDATLAS_RUNS names.
"""

import os
from datetime import UTC, datetime

from airflow.providers.papermill.operators.papermill import PapermillOperator
from airflow.sdk import DAG

from credatlas.paths import shipped_folder

RUNS = os.environ.get("CREDATLAS_RUNS", "/srv/credatlas/runs")

with DAG("credatlas", schedule="0 3 * * *", start_date=datetime(2026, 1, 1, tzinfo=UTC), catchup=False) as dag:
    for jurisdiction in ("CA-BC", "CA-ON", "EU"):
        PapermillOperator(
            task_id=f"profile-{jurisdiction.lower()}",
            input_nb=str(shipped_folder("notebooks") / "20-jurisdiction.ipynb"),
            output_nb=f"{RUNS}/profile-{jurisdiction.lower()}-{{{{ ds }}}}.ipynb",
            parameters={"jurisdiction": jurisdiction, "as_of": "{{ ds }}"},
            kernel_name="python3",
        )
