"""The closed list of fault codes that reading a printed value may give, in Chinese and English.

A fault marks a row; it never changes or drops one. A rule in `contracts/rules` turns it into a finding.
"""

FAULTS: dict[str, tuple[str, str]] = {
    "percent_doubled": ("百分号重复", "the per-cent sign is printed twice"),
    "percent_missing": ("比率缺少百分号", "a ratio is printed without its per-cent sign"),
    "unit_missing_inferred": ("计量单位由指标名称推断", "the unit is inferred from the indicator's name"),
    "unit_unknown": ("计量单位未收录", "the unit is not in the table of units"),
    "unit_conflict": (
        "单元格单位与单位栏或名称所注单位不一致",
        "the cell's unit and that of the column or name disagree",
    ),
    "comparator_ascii": ("比较符用半角字符拼写", "the comparator is spelled with ASCII characters"),
    "comparator_reversed": ("比较符字符颠倒", "the comparator's characters are reversed"),
    "comparator_conflict": ("单元格的比较符与指标性质栏不一致", "the cell's comparator and its column's disagree"),
    "corrected": ("已按更正表更正", "put right by a reviewed correction"),
    "correction_outdated": (
        "更正表所列原文与此不符，原件可能已改正",
        "not what a correction expects to be printed",
    ),
    "broken_line": ("数值在单元格内断行", "the value is broken over lines inside its cell"),
    "full_width": ("数字或符号为全角字符", "digits or signs are full-width characters"),
    "inner_space": ("数值中间有空格", "there is a blank inside the value"),
    "ocr_suspect": ("疑似识别错误", "looks like a recognition error"),
    "template_leftover": ("模板占位文字未替换", "a template's placeholder was left in"),
    "number_unread": ("含有数字但未能解析", "has a number that could not be read"),
    "words_around": ("数值前后有其他文字", "other words stand around the number"),
    "percent_as_fraction": ("百分比疑似以小数印出", "a percentage seems to be printed as a fraction"),
}
