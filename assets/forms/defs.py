"""The forms' assets: what each document of a partition prints, row by row, and which documents have no known form."""

from typing import Any

import dagster as dg
import pandas as pd
import sqlalchemy as sa

from assets.checks import contract_specs, frame_outputs, parted
from assets.extraction.reader import Reader
from assets.forms.found import found_documents
from assets.forms.frames import printed_frames
from assets.forms.printed import FormRefusal, PrintedDocument
from assets.refusals import part_broken, refusals_frame
from assets.register.archive import Archive
from assets.register.defs import OWNERS, documents_of_partition
from assets.register.identity import document_id
from contracts.frames.printed import (
    PrintedFunding,
    PrintedIndicators,
    PrintedNarratives,
    PrintedScores,
    PrintedTasks,
    UnreadText,
)
from contracts.frames.refusals import Refusals

MODELS = {
    "printed_indicators": PrintedIndicators,
    "printed_funding": PrintedFunding,
    "printed_tasks": PrintedTasks,
    "printed_scores": PrintedScores,
    "printed_narratives": PrintedNarratives,
    "unread_text": UnreadText,
}
DESCRIPTIONS = {
    "printed_indicators": "One row a printed value of an indicator, as printed, with its place.",
    "printed_funding": "One row a printed amount, as printed, with its place.",
    "printed_tasks": "One row a declared task with its money, as printed.",
    "printed_scores": "The scores of a self-evaluation that are no indicator's, as printed.",
    "printed_narratives": "The stated functions, tasks and goals.",
    "unread_text": "Printed text that is neither used nor ignored on purpose.",
    "form_refusals": "Documents whose form could not be read, with the reason.",
}


def forms_assets(partitions: dg.PartitionsDefinition[Any]) -> list[Any]:
    """The assets of this layer."""

    @dg.multi_asset(
        group_name="forms",
        partitions_def=partitions,
        outs=frame_outputs({**MODELS, "form_refusals": Refusals}, DESCRIPTIONS, OWNERS),
        check_specs=contract_specs(MODELS),
        deps=["document_cells"],
    )
    def read_printed_rows(
        context: dg.AssetExecutionContext,
        extraction_refusals: pd.DataFrame,
        warehouse: dg.ResourceParam[sa.Engine],
        archive: dg.ResourceParam[Archive],
        reader: dg.ResourceParam[Reader],
    ) -> Any:
        registered = documents_of_partition(context, warehouse)
        registered = registered[~registered["document_id"].isin(extraction_refusals["document_id"])]
        wanted = set(registered["document_id"])
        printed: list[tuple[str, PrintedDocument]] = []
        refused: dict[str, tuple[str, str]] = {}
        for sha256, found in found_documents(archive, reader, registered).items():
            for part, document in enumerate(found, start=1):
                identity = document_id(sha256, part)
                if identity not in wanted:
                    continue
                if isinstance(document, FormRefusal):
                    refused[identity] = (document.reason_code, document.detail)
                else:
                    printed.append((identity, document))
        parts = part_broken(printed_frames(printed)._asdict(), MODELS)
        yield from parted(parts)
        yield dg.MaterializeResult(asset_key="form_refusals", value=refusals_frame(refused | parts.refused()))

    return [read_printed_rows]
