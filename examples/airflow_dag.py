"""Run one notebook per jurisdiction with Airflow.

pip install apache-airflow apache-airflow-providers-papermill credatlas
"""

from datetime import datetime

from airflow import DAG
from airflow.providers.papermill.operators.papermill import PapermillOperator

NOTEBOOKS = "/srv/credatlas/notebooks"
RUNS = "/srv/credatlas/runs"

with DAG("credatlas", schedule="0 3 * * *", start_date=datetime(2026, 1, 1), catchup=False):
    for jurisdiction in ("CA-BC", "CA-ON", "EU"):
        PapermillOperator(
            task_id=f"profile-{jurisdiction.lower()}",
            input_nb=f"{NOTEBOOKS}/20-jurisdiction.ipynb",
            output_nb=f"{RUNS}/profile-{jurisdiction.lower()}-{{{{ ds }}}}.ipynb",
            parameters={"jurisdiction": jurisdiction, "as_of": "{{ ds }}"},
            kernel_name="python3",
        )
