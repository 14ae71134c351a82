"""Write the reference from the docstrings: `make docs`, before `make reports`, which links to it.

Knows which part of the library is for researchers, and pdoc. The pages ask nothing of any other address.
"""

import re
import shutil
import sys
import warnings
from importlib import import_module
from pathlib import Path

import pdoc

from credatlas import __version__

HERE = Path(__file__).parent
REFERENCE = HERE.parent / "reports/site/reference"
PUBLIC = {  # the front doors that a researcher needs, and what of each where not all of it
    "credatlas": "",
    "credatlas.evidence.codebook": "Entry Passages",
    "credatlas.figures": "Figure Table",
    "credatlas.figures.charts": "",
    "credatlas.figures.words.tables": "",
    "credatlas.index.scores": "Scores rank list_barriers score_provisions",
    "credatlas.index.simulation": "Simulation Sensitivity FACTORS compare_error_rates",
    "credatlas.index.ranking": "borda copeland kemeny_orders rank_ordinally dominance hasse pareto_front tiers",
    "credatlas.index.agreement": "report_agreement percent_agreement gwet_ac2 krippendorff_alpha confusion Interval",
    "credatlas.index.changes": "DataChanges compare_datasets compare_days compare_dimensions",
    "credatlas.index.reforms": "Reform bound_reform clause_effects reform_packages",
    "credatlas.index.claims": "judge_claims list_evidence masked_claims summarise_masked_claims VERDICTS",
}


def write_reference(folder: Path) -> None:
    """Write a page per front door, an index and a search into the folder, in place of what is there."""
    for name, chosen in PUBLIC.items():
        module = import_module(name)
        shown = chosen.split() or module.__all__
        vars(module).update({"__all__": shown} | {one: getattr(module, one) for one in shown})  # they load when asked
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pdoc.render.configure(
        docformat="numpy",
        show_source=False,
        footer_text=__version__,  # stands at the top of each page
        template_directory=HERE / "reference_pages",
    )
    others = "!(?!({})$)".format("|".join(map(re.escape, PUBLIC)))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Error parsing type annotation .* for pandas")  # of what a frame inherits
        pdoc.pdoc(*PUBLIC, others, output_directory=folder)


if __name__ == "__main__":
    write_reference(Path(sys.argv[1]) if sys.argv[1:] else REFERENCE)
