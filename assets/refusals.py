"""What a layer did not let through, as a frame of `contracts.frames.refusals.Refusals`."""

from collections.abc import Mapping

import pandas as pd
import pandera.pandas as pa

from contracts.validation import split_documents


def refusals_frame(refused: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """One row a document_id, with its reason code and the particulars; typed also when nothing was refused."""
    rows = [(document_id, code, detail) for document_id, (code, detail) in refused.items()]
    return pd.DataFrame(rows, columns=["document_id", "reason_code", "reason_detail"], dtype=str)


def hold_contracts(
    frames: Mapping[str, pd.DataFrame], models: Mapping[str, type[pa.DataFrameModel]]
) -> tuple[dict[str, pd.DataFrame], dict[str, tuple[str, str]]]:
    """The frames without the documents that break a contract, and those documents with the reason.

    A document that breaks one frame's contract leaves all of them: half a document is never loaded.
    """
    broken: dict[str, tuple[str, str]] = {}
    for name, model in models.items():
        _, details = split_documents(model, frames[name])
        broken |= {document_id: ("contract_broken", f"{name}: {detail}") for document_id, detail in details.items()}
    kept = {
        name: frame[~frame["document_id"].isin(list(broken))].reset_index(drop=True) for name, frame in frames.items()
    }
    return kept, broken
