"""What a layer did not let through, as a frame of `contracts.frames.refusals.Refusals`."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from contracts.validation import split_documents


def refusals_frame(refused: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """One row a document_id, with its reason code and the particulars; typed also when nothing was refused."""
    rows = [(document_id, code, detail) for document_id, (code, detail) in refused.items()]
    return pd.DataFrame(rows, columns=["document_id", "reason_code", "reason_detail"], dtype=str)


@dataclass(frozen=True, slots=True)
class PartedFrames:
    """A layer's frames without the documents that break a contract, and by frame what of those broke it."""

    frames: dict[str, pd.DataFrame]
    broken: dict[str, dict[str, str]]

    def refused(self) -> dict[str, tuple[str, str]]:
        """The documents that were set aside, each with the reason."""
        return {
            document_id: ("contract_broken", f"{name}: {detail}")
            for name, details in self.broken.items()
            for document_id, detail in details.items()
        }


def part_broken(frames: Mapping[str, pd.DataFrame], models: Mapping[str, type[pa.DataFrameModel]]) -> PartedFrames:
    """Holds each frame against its contract.

    A document that breaks one frame's contract leaves all of them: half a document is never loaded.
    """
    broken = {name: split_documents(model, frames[name])[1] for name, model in models.items()}
    gone = {document_id for details in broken.values() for document_id in details}
    kept = {
        name: frame[~frame["document_id"].isin(gone)].reset_index(drop=True) if gone else frame
        for name, frame in frames.items()
    }
    return PartedFrames(kept, broken)
