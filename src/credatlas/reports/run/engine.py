"""papermill's engine, but for when it saves: once at the end of a notebook, not before and after each cell.

Knows what papermill asks of an engine. A notebook whose kernel died or ran out of time is saved as it stands.
"""

from typing import Any

from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines

ENGINE = "credatlas"


class SaveAtEnd(NBClientEngine):
    """Runs notebooks as papermill does; writing each after every cell takes longer than the cells."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> NotebookNode:
        """Execute the cells without saving; papermill writes the notebook when all of them are done."""
        path, nb_man.output_path = nb_man.output_path, None
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **options)
        except BaseException:
            nb_man.output_path = path
            nb_man.save()
            raise


papermill_engines.register(ENGINE, SaveAtEnd)
