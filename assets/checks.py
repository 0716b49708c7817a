"""Asset checks and column schemas from the contracts, by one factory each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg
import pandas as pd
import pandera.pandas as pa

from assets.refusals import PartedFrames
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


def contract_specs(models: Mapping[str, type[pa.DataFrameModel]]) -> list[dg.AssetCheckSpec]:
    """A blocking check for each frame of a layer that has a contract; the step that makes the frame evaluates it."""
    return [
        dg.AssetCheckSpec(
            _check_name(asset),
            asset=asset,
            description=f"The frame holds {model.__module__}.{model.__name__}.",
            blocking=True,
        )
        for asset, model in models.items()
    ]


def whole(
    asset: str, model: type[pa.DataFrameModel], frame: pd.DataFrame, metadata: Mapping[str, Any] | None = None
) -> dg.MaterializeResult[pd.DataFrame]:
    """A frame from which nothing can be set aside: a row that breaks its contract is a fault of ours, and blocks."""
    failures = validate(model, frame).failures
    said = {"rows": len(frame), "failures": failures.head(SHOWN).to_string()}
    check = _check(asset, dg.AssetCheckSeverity.ERROR, said, passed=failures.empty)
    return dg.MaterializeResult(asset_key=asset, value=frame, check_results=[check], metadata=metadata)


def parted(layer: PartedFrames) -> Iterator[dg.MaterializeResult[pd.DataFrame]]:
    """The frames of a layer that sets aside whole documents: where some break a contract its check warns."""
    for asset, frame in layer.frames.items():
        broken = layer.broken[asset]
        said = {"rows": len(frame), "documents_set_aside": dict(list(broken.items())[:SHOWN])}
        check = _check(asset, dg.AssetCheckSeverity.WARN, said, passed=not broken)
        yield dg.MaterializeResult(asset_key=asset, value=frame, check_results=[check])


def _check_name(asset: str) -> str:
    return f"{asset}_contract"


def _check(
    asset: str, severity: dg.AssetCheckSeverity, metadata: Mapping[str, Any], *, passed: bool
) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=asset, check_name=_check_name(asset), passed=passed, severity=severity, metadata=metadata
    )
