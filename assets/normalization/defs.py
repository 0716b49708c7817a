"""The normalization's assets: what each printed value and amount means, and which documents break the contract."""

from typing import Any

import dagster as dg
import pandas as pd
import sqlalchemy as sa

from assets.checks import contract_specs, frame_outputs, parted
from assets.normalization.frames import funding_amounts as amounts_of
from assets.normalization.frames import indicator_values as values_of
from assets.normalization.frames import scores as scores_of
from assets.normalization.frames import task_amounts as tasks_of
from assets.refusals import part_broken, refusals_frame
from assets.register.defs import OWNERS, documents_of_partition
from contracts.frames.normalized import FundingAmounts, IndicatorValues, Scores, TaskAmounts
from contracts.frames.refusals import Refusals

MODELS = {
    "indicator_values": IndicatorValues,
    "funding_amounts": FundingAmounts,
    "task_amounts": TaskAmounts,
    "scores": Scores,
}
DESCRIPTIONS = {
    "indicator_values": "Each printed value with its meaning: comparator, bounds, unit, indicator.",
    "funding_amounts": "Each printed amount in yuan, with its item and share.",
    "task_amounts": "Each declared task with its money in yuan.",
    "scores": "The scores of a self-evaluation that are no indicator's.",
    "normalization_refusals": "Documents whose rows break their contract, with the reason.",
}


def normalization_assets(partitions: dg.PartitionsDefinition[Any]) -> list[Any]:
    """The assets of this layer."""

    @dg.multi_asset(
        group_name="normalization",
        partitions_def=partitions,
        outs=frame_outputs({**MODELS, "normalization_refusals": Refusals}, DESCRIPTIONS, OWNERS),
        check_specs=contract_specs(MODELS),
    )
    def normalize(
        context: dg.AssetExecutionContext,
        printed_indicators: pd.DataFrame,
        printed_funding: pd.DataFrame,
        printed_tasks: pd.DataFrame,
        printed_scores: pd.DataFrame,
        warehouse: dg.ResourceParam[sa.Engine],
    ) -> Any:
        documents = documents_of_partition(context, warehouse)
        frames = {
            "indicator_values": values_of(printed_indicators, documents),
            "funding_amounts": amounts_of(printed_funding, documents),
            "task_amounts": tasks_of(printed_tasks, documents),
            "scores": scores_of(printed_scores, documents),
        }
        parts = part_broken(frames, MODELS)
        yield from parted(parts)
        yield dg.MaterializeResult(asset_key="normalization_refusals", value=refusals_frame(parts.refused()))

    return [normalize]
