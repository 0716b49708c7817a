"""Frames that rest between layers come back as they were given."""

from decimal import Decimal
from pathlib import Path

import dagster as dg
import pandas as pd

from assets.register.archive import Archive
from pipelines.lake import ParquetLake
from pipelines.partitions import partition_key


def test_a_number_keeps_its_own_digits_whatever_rests_beside_it(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "document_id": ["one", "one", "two"],
            "value_low": pd.Series([Decimal(95), None, Decimal("0.568")], dtype=object),
            "amount_yuan": pd.Series([Decimal("72574800.00"), Decimal("-0.50"), None], dtype=object),
            "weight": pd.Series([None, None, None], dtype=object),
            "page": [1, 2, 3],
        }
    )
    lake = ParquetLake(Archive(tmp_path.as_uri()))
    where = {"asset_key": dg.AssetKey("indicator_values"), "partition_key": partition_key("420700", 2025)}
    given = dg.build_output_context(**where)
    lake.handle_output(given, frame)
    asked = dg.build_input_context(**where, upstream_output=given)
    rested = lake.load_input(asked)
    assert rested.columns.tolist() == frame.columns.tolist()
    assert rested.map(str).replace("nan", "None").to_dict("list") == frame.map(str).to_dict("list")
    assert rested["value_low"][1] is None
