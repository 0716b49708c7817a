"""The checks of contracts as Dagster sees them: evaluated by the step that makes the frame."""

import dagster as dg
import pandas as pd
import pytest

from assets.checks import contract_specs, parted, whole
from assets.refusals import part_broken, refusals_frame
from contracts.frames.refusals import Refusals

GOOD, BAD = "a" * 16, "b" * 16
MODELS = {"made": Refusals, "made_beside": Refusals}


def frame(**codes: str) -> pd.DataFrame:
    return refusals_frame({document: (code, "") for document, code in codes.items()})


@pytest.mark.parametrize("code", ["no_text", "no such code"])
def test_a_frame_that_breaks_its_contract_fails_the_run_before_the_next_step(code: str) -> None:
    @dg.asset(check_specs=contract_specs({"made": Refusals}))
    def made():  # type: ignore[no-untyped-def]
        yield whole("made", Refusals, frame(**{GOOD: code}), {"counted": 1})

    @dg.asset
    def after(made: pd.DataFrame) -> None:
        """Nothing may come to here that breaks its contract."""

    holds = code == "no_text"
    done = dg.materialize([made, after], raise_on_error=False)
    assert done.success is holds
    (check,) = done.get_asset_check_evaluations()
    assert (check.passed, check.severity, check.blocking) == (holds, dg.AssetCheckSeverity.ERROR, True)
    assert ("no such code" in str(check.metadata["failures"].value)) is not holds
    assert len(done.asset_materializations_for_node("after")) == holds


def test_documents_that_break_a_contract_are_set_aside_from_all_frames_and_the_check_warns() -> None:
    layer = part_broken(
        {"made": frame(**{GOOD: "no_text", BAD: "no such code"}), "made_beside": frame(**{BAD: "no_text"})}, MODELS
    )
    assert {name: list(kept["document_id"]) for name, kept in layer.frames.items()} == {
        "made": [GOOD],
        "made_beside": [],
    }
    code, detail = layer.refused()[BAD]
    assert (code, set(layer.refused())) == ("contract_broken", {BAD})
    assert detail.startswith("made: reason_code: isin")
    checks = {str(one.asset_key.path[-1]): one.check_results[0].passed for one in parted(layer) if one.asset_key}
    assert checks == {"made": False, "made_beside": True}
