"""The rule book in two languages, as Markdown: every rule, what it checks and the smallest document that breaks it."""

import sys
from pathlib import Path

from contracts.rules.catalogue import RULES
from contracts.rules.example import Example
from contracts.rules.rule import Rule

FILES = {"en": "rules.md", "zh": "rules.zh.md"}
_HEAD = {
    "en": (
        "# Rules\n\nWritten by `python -m contracts.rules.book docs` from the rules; change those, not this page.\n\n"
        "A rule finds; it never changes or drops a row. fatal: the document is not loaded. error: a fault in the\n"
        "source. warning: a person should look. notice: good to know."
    ),
    "zh": (
        "# 规则手册\n\n本页由 `python -m contracts.rules.book docs` 依规则生成，请改规则，勿改本页。\n\n"
        "规则只提示，不修改、不丢弃任何一行。fatal：整份文件不入库；error：原件有误；warning：请人工查看；notice：供参考。"
    ),
}
_WORDS = {
    "en": {"columns": "| code | severity | rule |", "source": "Rests on", "breaks": "Breaks it", "finding": "Finding"},
    "zh": {"columns": "| 编号 | 级别 | 规则 |", "source": "依据", "breaks": "不通过的例子", "finding": "提示"},
}

_SCORED = ("rate_printed", "weight_printed", "score_printed")


def _cells(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def printed(example: Example) -> list[str]:
    """The example's rows, one line each, as they would be printed."""
    lines = [
        f"{row['horizon']} {row['row_number']}: {row['level1_printed']}/{row['level2_printed']}/{row['name_printed']}, "
        f"{row['value_year']} {row['value_role']}: `{row['value_printed']}`"
        for row in example.values
    ]
    lines += [
        f"{row['side']}, {row['item_printed']}, {row['fiscal_year']}: `{row['amount_printed']}`"
        + (f", `{row['share_printed']}`" if row["share_printed"] else "")
        for row in example.amounts
    ]
    lines += [
        f"{row['task_printed']}: `{row['total_printed']}`, `{row['fiscal_printed']}`, `{row['other_printed']}`"
        for row in example.tasks
    ]
    lines += [
        f"{row['subject_printed']}: " + ", ".join(f"`{row[key]}`" for key in _SCORED if row[key])
        for row in example.scores
    ]
    lines += [f"{row['narrative']}: `{row['text_printed']}`" for row in example.narratives]
    lines += [f"`{row['text_printed']}`" for row in example.unread]
    lines += [f"{column}: `{stated}`" for column, stated in example.document.items()]
    for words, other in (("同年 / beside it", example.beside), ("上年度 / the year before", example.before)):
        lines += [f"{words}: {line}" for line in (printed(other) if other else ())]
    return lines


def _entry(rule: Rule, language: str) -> str:
    words, is_chinese = _WORDS[language], language == "zh"
    lines = [
        f"## {rule.code} {rule.title_zh if is_chinese else rule.title_en}",
        "",
        rule.about_zh if is_chinese else rule.about_en,
        "",
        f"- {words['source']}: {rule.source[0 if is_chinese else 1]}",
        f"- {words['finding']}: `{rule.message_zh if is_chinese else rule.message_en}`",
        f"- {words['breaks']}:",
    ]
    return "\n".join(lines + [f"    - {line}" for line in printed(rule.fails)])


def rule_book(language: str) -> str:
    """The book in `en` or `zh`, as Markdown that ends in a line feed."""
    titles = [(rule.code, rule.severity, rule.title_zh if language == "zh" else rule.title_en) for rule in RULES]
    table = "\n".join([_WORDS[language]["columns"], "| --- | --- | --- |", *(_cells(*row) for row in titles)])
    return "\n\n".join([_HEAD[language], table, *(_entry(rule, language) for rule in RULES)]) + "\n"


def write(folder: Path) -> None:
    """Both books into `folder`."""
    for language, name in FILES.items():
        (folder / name).write_text(rule_book(language), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m contracts.rules.book DIR")
    write(Path(sys.argv[1]))
