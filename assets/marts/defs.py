"""The marts' assets: the findings of the rules, and the facts, loaded in one transaction."""

import logging
from dataclasses import replace
from typing import Any

import dagster as dg
import pandas as pd
import sqlalchemy as sa

from assets.checks import contract_specs, frame_outputs, whole
from assets.extraction.reader import Reader
from assets.register.defs import OWNERS, documents_of_partition, region_and_year
from assets.versions import code_versions
from contracts.frames.documents import Documents
from contracts.frames.findings import Findings
from contracts.rules.catalogue import run_rules
from contracts.rules.documents import DocumentSet, nothing
from warehouse import marts
from warehouse.load import LoadFrames, load_document_set
from warehouse.registry import waiting_partitions
from warehouse.year_before import newest_load, year_before

_LOG = logging.getLogger(__name__)
FACTS = {
    "fact_indicator_value": "values",
    "fact_funding": "funding",
    "fact_task": "tasks",
    "fact_score": "scores",
    "fact_narrative": "narratives",
    "fact_finding": "findings",
}
FOUND = {"findings": Findings, "documents_before": Documents}
FOUND_DESCRIPTIONS = {
    "findings": "What the numbered rules found, each at its place.",
    "documents_before": "The documents of the year before that the rules knew, with the load that wrote each.",
}
LOADED = (
    "indicator_values",
    "funding_amounts",
    "task_amounts",
    "scores",
    "printed_narratives",
    "findings",
    "form_refusals",
    "normalization_refusals",
    "documents_before",
)


def marts_assets(partitions: dg.PartitionsDefinition[Any]) -> list[Any]:
    """The assets of this layer."""

    @dg.multi_asset(
        group_name="marts",
        partitions_def=partitions,
        outs=frame_outputs(FOUND, FOUND_DESCRIPTIONS, OWNERS),
        check_specs=contract_specs({"findings": Findings}),
    )
    def findings_of_rules(
        context: dg.AssetExecutionContext,
        indicator_values: pd.DataFrame,
        funding_amounts: pd.DataFrame,
        task_amounts: pd.DataFrame,
        scores: pd.DataFrame,
        printed_narratives: pd.DataFrame,
        unread_text: pd.DataFrame,
        warehouse: dg.ResourceParam[sa.Engine],
    ) -> Any:
        documents = documents_of_partition(context, warehouse)
        with warehouse.connect() as connection:
            known = year_before(connection, *region_and_year(context))
        before = replace(
            nothing(),
            documents=known.documents[known.documents["state"] == "loaded"],
            indicators=known.indicators,
            funding=known.funding,
        )
        found = run_rules(
            DocumentSet(
                documents,
                indicator_values,
                funding_amounts,
                task_amounts,
                scores,
                printed_narratives,
                unread_text,
                before,
            )
        )
        counts = {str(severity): int(n) for severity, n in found["severity"].value_counts().items()}
        yield whole("findings", Findings, found, counts)
        yield dg.MaterializeResult(asset_key="documents_before", value=known.documents)

    @dg.multi_asset(
        group_name="marts",
        partitions_def=partitions,
        specs=[
            dg.AssetSpec(
                name,
                deps=LOADED,
                kinds={"postgres", "table"},
                owners=OWNERS,
                description=f"The rows of this region and year in {name}, replaced in one transaction.",
            )
            for name in FACTS
        ],
        ins={name: dg.AssetIn(name) for name in LOADED},
    )
    def load_facts(
        context: dg.AssetExecutionContext,
        indicator_values: pd.DataFrame,
        funding_amounts: pd.DataFrame,
        task_amounts: pd.DataFrame,
        scores: pd.DataFrame,
        printed_narratives: pd.DataFrame,
        findings: pd.DataFrame,
        form_refusals: pd.DataFrame,
        normalization_refusals: pd.DataFrame,
        documents_before: pd.DataFrame,
        warehouse: dg.ResourceParam[sa.Engine],
        reader: dg.ResourceParam[Reader],
    ) -> Any:
        refused = pd.concat([form_refusals, normalization_refusals], ignore_index=True)
        narratives = printed_narratives[~printed_narratives["document_id"].isin(refused["document_id"])]
        frames = LoadFrames(indicator_values, funding_amounts, task_amounts, scores, narratives, findings, refused)
        counts = load_document_set(
            warehouse,
            *region_and_year(context),
            frames,
            code_versions(reader.version),
            newest_load(documents_before),
        )
        region_code, budget_year = region_and_year(context)
        with warehouse.connect() as connection:
            follows = any(region == region_code for region, _ in waiting_partitions(connection))
        if not follows:  # else the next year's load would make the same departments' rows once more
            marts.refresh(warehouse)
        where = {"region_code": region_code, "budget_year": budget_year, "load_id": counts.load_id}
        done = {"loaded": counts.loaded, "unchanged": counts.unchanged, "quarantined": counts.quarantined}
        _LOG.info("region and year loaded", extra={**where, **done, "values": counts.values})
        for name, count in FACTS.items():
            yield dg.MaterializeResult(
                asset_key=name,
                metadata={
                    "dagster/partition_row_count": getattr(counts, count),
                    "documents_loaded": counts.loaded,
                    "documents_unchanged": counts.unchanged,
                    "documents_quarantined": counts.quarantined,
                },
            )

    return [findings_of_rules, load_facts]
