"""What the whole job costs: CPU seconds a document from file to committed row, and the share of each layer.

`python -m benchmarks.job [--corpus DIR] [--documents N]` takes the PDFs below the folder into a fresh home and its own
PostgreSQL.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assets.extraction.cells import Reading
from assets.extraction.pdf.document import read_pdf
from assets.forms.frames import printed_frames
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from assets.normalization.frames import funding_amounts, indicator_values, scores, task_amounts
from assets.register.archive import sha256_of
from assets.register.identity import Years, documents_frame, identify
from contracts.rules.catalogue import run_rules
from contracts.rules.documents import DocumentSet
from pipelines.command.ingest import ingest
from pipelines.command.session import open_session
from pipelines.settings import Settings


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    before = time.process_time()
    made = work()
    return time.process_time() - before, made


def cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def layers(paths: list[Path]) -> tuple[dict[str, float], int]:
    files = {sha256_of(data): data for data in (path.read_bytes() for path in paths)}
    read, outcomes = timed(lambda: {key: read_pdf(data) for key, data in files.items()})
    readings = {key: outcome for key, outcome in outcomes.items() if isinstance(outcome, Reading)}
    formed, documents = timed(lambda: {key: read_forms(reading) for key, reading in readings.items()})
    source = {"source_name": "x.pdf", "source_url": None, "published_at": None}
    years = Years(2010, 2100)
    frame = documents_frame(
        row for key, reading in readings.items() for row in identify(key, source, reading, documents[key], years)
    )
    known = set(frame.loc[frame["state"] == "registered", "document_id"])
    printed = [
        (key[:16], found[0])
        for key, found in documents.items()
        if isinstance(found[0], PrintedDocument) and key[:16] in known
    ]
    printing, frames = timed(lambda: printed_frames(printed)._asdict())
    meaning, means = timed(
        lambda: (
            indicator_values(frames["printed_indicators"], frame),
            funding_amounts(frames["printed_funding"], frame),
            task_amounts(frames["printed_tasks"], frame),
            scores(frames["printed_scores"], frame),
        )
    )
    given = DocumentSet(frame, *means, frames["printed_narratives"], frames["unread_text"])
    judging, _ = timed(lambda: run_rules(given))
    costs = {"reading": read, "forms": formed + printing, "normalizing": meaning, "rules": judging}
    return costs, len(printed)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--corpus", type=Path, default=Path("examples"))
    arguments.add_argument("--documents", type=int, help="so many of them; all without it")
    asked, _ = arguments.parse_known_args()
    paths = sorted(asked.corpus.rglob("*.pdf"))[: asked.documents]
    costs, documents = layers(paths)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o711)
        os.environ["JIXIAO_HOME"] = str(home)
        with open_session(Settings(home=home)) as session:
            before, started = cpu(), time.monotonic()
            summary = ingest(session, paths)
            whole, wall = cpu() - before, time.monotonic() - started
    costs["archive, loading, Dagster, child processes"] = whole - sum(costs.values())
    print(f"{documents} documents, {summary['values']} values, {len(summary['regions_and_years'])} regions and years")
    print(f"whole job: {whole:.2f} s CPU of this process and its children, {wall:.2f} s on the clock")
    for name, seconds in costs.items():
        print(f"  {name:<42} {seconds / documents * 1000:8.1f} ms a document  {seconds / whole:6.1%}")
    print(json.dumps({"documents": documents, "cpu_ms_a_document": round(whole / documents * 1000, 1)}))


if __name__ == "__main__":
    main()
