"""The forms' assets: what each document of a partition prints, row by row, and which documents have no known form."""

from typing import Any

import dagster as dg
import sqlalchemy as sa

from assets.checks import contract_specs, frame_outputs, parted
from assets.extraction.reader import Reader
from assets.forms.found import printed_documents
from assets.forms.frames import printed_frames
from assets.refusals import part_broken, refusals_frame
from assets.register.archive import Archive
from assets.register.defs import OWNERS, documents_of_partition
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
    "form_refusals": "Documents whose bytes or form could not be read, with the reason.",
}


def forms_assets(partitions: dg.PartitionsDefinition[Any]) -> list[Any]:
    """The assets of this layer."""

    @dg.multi_asset(
        group_name="forms",
        partitions_def=partitions,
        outs=frame_outputs({**MODELS, "form_refusals": Refusals}, DESCRIPTIONS, OWNERS),
        check_specs=contract_specs(MODELS),
        deps=["registered_documents"],
    )
    def read_printed_rows(
        context: dg.AssetExecutionContext,
        warehouse: dg.ResourceParam[sa.Engine],
        archive: dg.ResourceParam[Archive],
        reader: dg.ResourceParam[Reader],
    ) -> Any:
        printed, refused = printed_documents(archive, reader, documents_of_partition(context, warehouse))
        parts = part_broken(printed_frames(printed)._asdict(), MODELS)
        yield from parted(parts)
        yield dg.MaterializeResult(asset_key="form_refusals", value=refusals_frame(refused | parts.refused()))

    return [read_printed_rows]
