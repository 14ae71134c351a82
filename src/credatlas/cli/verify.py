"""`credatlas verify`: compare every file of a site with its manifest."""

from pathlib import Path

import typer

from credatlas.cli.app import Exit, Out, app, explained, fail


@app.command()
def verify(out: Out = Path("reports/site")) -> None:
    """Hash every file of the site again and compare it with its manifest; exit 7 when one differs."""
    from credatlas.reports.site import list_manifests
    from credatlas.reports.site import verify as verify_site

    if not (out / "index.html").exists():
        fail(f"there is no site in {out}", Exit.VALUE)
    with explained():
        problems, count = verify_site(out), len(list_manifests(out))
    if problems:
        head = f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in the files of the site"
        fail("\n".join([head, *problems]), Exit.RENDERING)
    typer.echo(f"{count} reports and kits in {out}, every file as its manifest says")
