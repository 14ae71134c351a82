"""List past runs, verify the files of the site by their manifests, and delete old runs.

Knows the folders <runs>/<name>/<run-id>/ and their manifests. Runs nothing.
"""

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from credatlas.files import (
    DOWNLOADS,
    FAILED,
    KITS,
    MANIFEST,
    hash_file,
    hold_lock,
    is_inside,
    lock_of,
    read_downloads,
    read_manifest,
    runs_folder,
)
from credatlas.reports.site.snapshots import drop_data


@dataclass(frozen=True)
class Run:
    """One past run; `manifest` is empty where it failed, or is damaged."""

    name: str
    run_id: str
    folder: Path
    manifest: dict

    @property
    def failed(self) -> bool:
        """Whether the run failed and kept only its notebook."""
        return self.run_id.endswith(FAILED)


def list_runs(runs: Path) -> list[Run]:
    """Return the past runs kept in a folder by name, the latest first.

    An unfinished one has no manifest and is left out. Raises ValueError for a folder that is not there.
    """
    if not runs.is_dir():
        raise ValueError(f"there is no folder of runs {runs}")
    found = []
    for folder in sorted(runs.glob("[!.]*/*"), key=lambda path: (path.parent.name, path.name), reverse=True):
        if (folder / MANIFEST).exists() or folder.name.endswith(FAILED):
            found.append(Run(folder.parent.name, folder.name, folder, read_manifest(folder) or {}))
    return sorted(found, key=lambda run: run.name)


def list_manifests(out: Path) -> list[Path]:
    """Return the manifests of the site, one per report and one per edition of a kit, in the order of their folders."""
    return sorted([*out.glob(f"*/*/{MANIFEST}"), *out.glob(f"{KITS}/*/*/{MANIFEST}")])


def verify(out: Path, runs: Path | None = None) -> list[str]:
    """Re-hash every file that a manifest of the site names; return what is missing or is not what its manifest says.

    The tables for download are among them.

    runs: a folder of runs, which are then looked at too.
    """
    past = [run.folder / MANIFEST for run in list_runs(runs) if not run.failed] if runs else []
    places = {out: [*list_manifests(out), *out.glob(f"{DOWNLOADS}/{MANIFEST}")], **({runs: past} if runs else {})}
    return [
        f"{file.relative_to(folder).as_posix()} {what}"
        for folder, manifests in places.items()
        for manifest in manifests
        for file, what in _differing(manifest)
    ]


def _differing(manifest: Path) -> list[tuple[Path, str]]:
    """Return the files that differ; looks again where a build put another report there meanwhile."""
    while True:
        before, found = manifest.read_bytes(), []
        downloads = manifest.parent.name == DOWNLOADS
        described = read_downloads(manifest.parents[1]) if downloads else read_manifest(manifest.parent)
        if not described:
            found.append((manifest, "is damaged"))
        for artefact in described["artefacts"] if described else ():
            file = manifest.parent / artefact["path"]
            if not is_inside(artefact["path"]):
                found.append((manifest, f"names a file that is not below it: {artefact['path']!r}"))
            elif not file.is_file():
                found.append((file, "is missing"))
            elif hash_file(file) != artefact["sha256"]:
                found.append((file, "is not what its manifest says"))
        if not found or manifest.read_bytes() == before:
            return found


def prune(out: Path, keep: int, runs: Path | str | None = None) -> list[Path]:
    """Delete all but the latest `keep` runs of each report and return their folders; the site stays.

    Kept is also the run that the site shows, whatever the clock said when it was made. Failed runs are counted apart. A
    build that is writing there is waited for, since it runs on a copy of the data that no manifest names yet.

    runs: where they are kept, where it is not in the site. Raises ValueError for keep below 1, and for a folder of runs
    that is not there.
    """
    if keep < 1:
        raise ValueError(f"keep {keep} is below 1")
    kept = runs_folder(out, runs)
    list_runs(kept)  # before a lock is put where there is no folder
    removed: list[Path] = []
    seen: Counter[tuple] = Counter()
    with hold_lock(lock_of(kept)):
        shown = {(folder.parent.name, (read_manifest(folder) or {}).get("run_id")) for folder in out.glob("*/*/")}
        for run in list_runs(kept):
            group = (run.name, run.manifest.get("as_of"), run.failed)
            seen[group] += 1
            made = (run.name, run.manifest.get("run_id", ""))
            if seen[group] > keep and made not in shown:
                shutil.rmtree(run.folder)
                removed.append(run.folder)
            shown.discard(made)  # of runs of one second, which have one id, the last made what is shown
        drop_data(out, kept)
    return removed
