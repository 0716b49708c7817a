"""`jixiao explain`: one number back to its cell, in words and as a picture of the page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from assets.extraction.picture import draw_page
from contracts.vocabulary.columns import columns
from contracts.vocabulary.corrections import correction_of
from pipelines.command.output import Line, as_json, records, show_lines
from pipelines.command.session import Session
from pipelines.command.terminal_table import shown_text
from warehouse.queries import Explanation, explain


class NoSuchValueError(ValueError):
    """No value has the id that was asked for."""


def show_explanation(session: Session, value_id: str, image: Path | None, json: bool = False) -> None:
    """Prints the chain from the number to its cell, and draws the page with the cell marked."""
    found = explain(session.engine, value_id)
    if found is None:
        raise NoSuchValueError(
            f"there is no value {value_id}; `jixiao compare` and the view wide_indicator_value show ids"
        )
    if json:
        rows = {"sources": records(found.sources), "findings": records(found.findings)}
        typer.echo(as_json({"value": found.value, "document": found.document, **rows}))
    else:
        show_lines(_chain(found))
    if image is not None:
        data = session.archive.original(found.document["document_sha256"])
        box = (found.value["x0"], found.value["top"], found.value["x1"], found.value["bottom"])
        draw_page(data, found.value["page"], box).save(image)
        if not json:
            show_lines([("图片 picture", str(image))])


def _chain(found: Explanation) -> list[Line]:
    value, document = found.value, found.document
    low, high = (shown_text(value[side]) or "…" for side in ("value_low", "value_high"))
    bounds = f"{low} – {high} {value['unit'] or ''}".strip()
    code = value["indicator_code"] or "未收录 not in the vocabulary yet"
    version = f"版本 version {value['document_version']}{'' if value['is_current'] else ', 已被替代 superseded'}"
    box = f"({value['x0']:.1f}, {value['top']:.1f})–({value['x1']:.1f}, {value['bottom']:.1f}) pt"
    lines = [
        ("指标值 value", value["value_id"]),
        ("含义 means", ", ".join(filter(None, (_said("measure", value), _said("comparator", value), bounds)))),
        ("印制 printed", value["value_printed"] or "（空 empty）"),
        ("指标 indicator", f"{value['name_printed']} → {value['indicator_name'] or '?'} ({code})"),
        ("所在 under", f"{value['level1_printed']} / {value['level2_printed']}"),
        ("期限 horizon", f"{_said('horizon', value)}, 行 row {value['row_number']}"),
        ("所指 speaks of", f"{value['value_year']}, {_said('value_role', value)}"),
        ("部门 department", f"{value['department_name']} ({value['region_name']})"),
        ("文件 document", f"{_said('form', value)}, {value['budget_year']}, {version}"),
        ("单元格 cell", value["place"] or f"页 page {value['page']}, {box}"),
        ("读取版本 readers", f"{document['reader']}, 置信度 confidence {value['confidence']:g}"),
        ("校验 sha256", document["document_sha256"]),
    ]
    lines += [
        ("来源 file", f"{row['source_name']} {row['source_url'] or ''}".strip())
        for row in found.sources.to_dict("records")
    ]
    if value["faults"]:
        lines.append(("疵误 faults", str(value["faults"])))
    correction = correction_of(value["value_id"], value["value_printed"])
    if correction is not None and "corrected" in str(value["faults"]).split():
        whose = f"{correction.reason} ({correction.reviewer}, {correction.corrected_on})"
        lines.append(("更正 corrected", f"read as {correction.meant}: {whose}"))
    lines += [
        ("发现 finding", f"{row['rule_code']} {row['severity']}: {row['message_zh']} / {row['message_en']}")
        for row in found.findings.to_dict("records")
    ]
    return lines


def _said(name: str, value: Mapping[str, Any]) -> str:
    """A code in Chinese and as it is; nothing for none."""
    code = value[name]
    return f"{columns()[name].codes[code]} {code}" if code else ""
