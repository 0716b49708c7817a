"""The jobs: register what came in, load a region and year from its documents, report in the morning."""

import dagster as dg

# A run that is tried again begins anew: the frames of its earlier steps may be another run's by then.
_AGAIN = {"dagster/retry_strategy": "ALL_STEPS"}

register_job = dg.define_asset_job(
    "register",
    selection=["registered_documents"],
    tags=_AGAIN,
    description="Take in new files: keep their bytes, read them, find out whose they are.",
)
load_job = dg.define_asset_job(
    "load",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("registered_documents", "morning_report"),
    tags=_AGAIN,
    description="From the documents of one region and budget year to its rows in the warehouse.",
)
morning_job = dg.define_asset_job(
    "morning",
    selection=["morning_report"],
    tags=_AGAIN,
    description="Say what the night brought, and publish it if nothing speaks against it.",
)
