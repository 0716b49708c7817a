"""Asset checks and column schemas from the contracts, by one factory each."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import pandas as pd
import pandera.pandas as pa

from contracts.validation import validate
from contracts.vocabulary.columns import columns

SHOWN = 20


def column_schema(model: type[pa.DataFrameModel]) -> dict[str, Any]:
    """The metadata by which Dagster's pages show an asset's columns."""
    described = columns()
    shown = [
        dg.TableColumn(name, str(column.dtype), described[name].description_zh if name in described else None)
        for name, column in model.to_schema().columns.items()
    ]
    return {"dagster/column_schema": dg.TableSchema(columns=shown)}


def frame_outputs(
    models: Mapping[str, type[pa.DataFrameModel]], descriptions: Mapping[str, str], owners: Sequence[str]
) -> dict[str, dg.AssetOut]:
    """The outputs of a layer that gives several frames, by name."""
    return {
        name: dg.AssetOut(
            kinds={"python", "pandas"},
            owners=owners,
            metadata=column_schema(model),
            description=descriptions[name],
        )
        for name, model in models.items()
    }


def contract_check(
    asset: str, model: type[pa.DataFrameModel], partitions: dg.PartitionsDefinition[Any]
) -> dg.AssetChecksDefinition:
    """A blocking check that an asset's frame holds its contract.

    Documents that break it were quarantined by the layer itself, so a failure here is a fault of ours.
    """
    with warnings.catch_warnings():
        # partitions of a check are a preview in Dagster 1.13; this is the one place that uses them
        warnings.simplefilter("ignore", dg.PreviewWarning)

        @dg.asset_check(
            asset=asset,
            name=f"{asset}_contract",
            description=f"The frame holds {model.__module__}.{model.__name__}.",
            blocking=True,
            partitions_def=partitions,
        )
        def check(frame: pd.DataFrame) -> dg.AssetCheckResult:
            report = validate(model, frame)
            return dg.AssetCheckResult(
                passed=report.is_valid,
                severity=dg.AssetCheckSeverity.ERROR,
                metadata={"rows": report.rows, "failures": report.failures.head(SHOWN).to_string()},
            )

    return check
