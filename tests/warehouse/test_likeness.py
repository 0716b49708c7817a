"""The work of comparing texts is bounded, however long a document makes its texts."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import text

from warehouse.load import load_document_set
from warehouse.registry import record_documents

COMPARED = 4000
MARTS = ("text_likeness", "boilerplate_share")
REMOVED = ("Rows Removed by Filter", "Rows Removed by Join Filter")


def steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from steps(below)


def rows_handled(step: dict[str, Any]) -> int:
    """Rows that the step gave or threw away, over every time that it ran."""
    return step["Actual Loops"] * (step["Actual Rows"] + sum(step.get(removed, 0) for removed in REMOVED))


def test_texts_of_40_000_characters_cost_no_more_than_their_first_4_000(warehouse, drawn):
    ever_new = "".join(chr(0x4E00 + number) for number in range(20_000)) * 2
    texts = {"a": "绩效目标" * 10_000, "b": "完成" + "绩效目标" * 10_000, "c": ever_new, "d": ever_new[::-1]}
    documents = drawn.documents(
        *(
            {"document_sha256": name * 64, "department_id": f"420700-{name}", "department_printed": name}
            for name in texts
        )
    )
    with warehouse.begin() as connection:
        record_documents(connection, documents)
    narratives = pd.concat([drawn.narratives(name * 16, said) for name, said in texts.items()])
    load_document_set(
        warehouse, drawn.REGION, drawn.YEAR, drawn.load(*(name * 16 for name in texts), narratives=narratives)
    )
    with warehouse.connect() as connection:
        pieces = connection.execute(text("SELECT department_id, count(*) FROM narrative_shingle GROUP BY 1 ORDER BY 1"))
        assert [count for _, count in pieces] == [4, 6, COMPARED - 4, COMPARED - 4]
        likeness = connection.execute(text("SELECT department_id, other_department_id, likeness FROM text_likeness"))
        assert [tuple(map(str, row)) for row in likeness] == [("420700-a", "420700-b", "0.667")]
        for mart in MARTS:
            explain = text(f"EXPLAIN (ANALYZE, VERBOSE, TIMING OFF, FORMAT JSON) SELECT * FROM {mart}")
            plan = list(steps(connection.scalar(explain)[0]["Plan"]))
            assert len(texts) * (COMPARED - 4) <= max(map(rows_handled, plan)) <= len(texts) * COMPARED, mart
            # A column of a step below stands in its own brackets; without them it is worked out here, for each piece.
            shown = [output for step in plan for output in step.get("Output", ()) if "substr(" in output]
            assert shown
            assert all("substr((regexp_replace" in output for output in shown), mart
