"""The extraction's assets: the cells of a partition's documents, and which of them could not be read."""

from typing import Any

import dagster as dg
import sqlalchemy as sa

from assets.checks import column_schema, contract_specs, whole
from assets.extraction.cached import read_originals
from assets.extraction.cells import Reading, Refusal
from assets.extraction.frame import cells_frame
from assets.extraction.reader import Reader
from assets.refusals import refusals_frame
from assets.register.archive import Archive
from assets.register.defs import OWNERS, documents_of_partition
from contracts.frames.cells import Cells
from contracts.frames.refusals import Refusals

GROUP = "extraction"


def extraction_assets(partitions: dg.PartitionsDefinition[Any]) -> list[Any]:
    """The assets of this layer."""

    @dg.multi_asset(
        group_name=GROUP,
        partitions_def=partitions,
        outs={
            "document_cells": dg.AssetOut(
                kinds={"python", "pdf"},
                owners=OWNERS,
                metadata=column_schema(Cells),
                description="Every cell of every ruled grid, and every line of text outside of one, with its place.",
            ),
            "extraction_refusals": dg.AssetOut(
                kinds={"python"},
                owners=OWNERS,
                metadata=column_schema(Refusals),
                description="Documents whose bytes could not be read, with the reason.",
            ),
        },
        check_specs=contract_specs({"document_cells": Cells}),
        deps=["registered_documents"],
    )
    def read_cells(
        context: dg.AssetExecutionContext,
        warehouse: dg.ResourceParam[sa.Engine],
        archive: dg.ResourceParam[Archive],
        reader: dg.ResourceParam[Reader],
    ) -> Any:
        documents = documents_of_partition(context, warehouse)
        outcomes = read_originals(archive, reader, documents["document_sha256"].unique())
        readings = {sha256: outcome for sha256, outcome in outcomes.items() if isinstance(outcome, Reading)}
        refused = {
            document_id: (outcome.reason_code, outcome.detail)
            for document_id, sha256 in zip(documents["document_id"], documents["document_sha256"], strict=True)
            if isinstance(outcome := outcomes[sha256], Refusal)
        }
        yield whole("document_cells", Cells, cells_frame(readings))
        yield dg.MaterializeResult(asset_key="extraction_refusals", value=refusals_frame(refused))

    return [read_cells]
