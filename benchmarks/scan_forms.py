"""Forms with values as they are printed, drawn by chance: comparisons, units, decimals, dates, codes, words, texts."""

from random import Random

from tests.drawing.content import Approval, Line
from tests.drawing.other_forms import Evaluation, GoalTable
from tests.drawing.pdf import Form

_SIGNS = ("", "", "≥", "≥", "≤", "≤", ">", "<", "＞", "＜", "=", "不低于", "±", "-")
_UNITS = (
    "%", "%", "%", "‰", "万元", "亿元", "元", "人", "人次", "万人", "次", "个", "公里", "天", "件", "起", "家", "座",
    "吨", "亿立方米", "元/人", "批次/千人", "平方米", "㎡", "℃", "μg/m³", "个工作日", "小时", "项", "", "",
)  # fmt: skip
_WORDS = (
    "健全", "有效保障", "持续提升", "逐步改善", "优", "良好", "是", "否", "全年3次", "较上年增长5%以上", "12月底前",
    "及时", "全覆盖", "不超过预算", "显著", "合格", "达到国家标准", "稳步推进", "零事故", "按时完成", "一般", "无",
)  # fmt: skip
_LEVELS = ("运行成本", "管理效率", "履职效能", "社会效应", "可持续发展能力", "满意度")
_SUBLEVELS = (
    "公用经费控制",
    "项目支出成本控制",
    "战略管理",
    "预算编制",
    "体制机制改革",
    "服务对象满意度",
    "数量",
    "质量",
)
_SUBJECTS = (
    "公用经费", "结转结余", "堤防加固", "水库整治", "农村道路", "企业职工养老保险", "义务教育", "人才引进",
    "食品安全抽检", "河湖清淤", "森林覆盖", "案件办结", "惠民补贴", "信访事项", "地质灾害",
    "PM2.5", "GDP", "高新技术企业", "5G基站",
)  # fmt: skip
_MEASURES = (
    "率",
    "数量",
    "长度",
    "控制率",
    "完成率",
    "达标率",
    "增长率",
    "人数",
    "面积",
    "天数",
    "合格率",
    "满意度",
    "次数",
)
_SENTENCES = (
    "负责全市水资源、防汛抗旱和湖泊保护工作。", "贯彻执行国家有关法律、法规和方针政策；", "完成固定资产投资12.6亿元，",
    "新增城镇就业8500人，", "预算执行率达到95%以上。", "（一）加强队伍建设；", "组织实施“十四五”规划。",
    "1.推进数字政府建设；",
)  # fmt: skip
_REASONS = ("", "", "", "受天气影响，进度滞后。", "项目招标延期，下年度加快实施。")


def number(chance: Random) -> str:
    """A number as printed: a few figures mostly, some decimals, now and then a large one with commas."""
    whole = chance.choice(
        (chance.randint(0, 9), chance.randint(10, 99), chance.randint(80, 100), chance.randint(0, 9999))
    )
    form = chance.random()
    if form < 0.5:
        return str(whole)
    if form < 0.95:
        return f"{whole}.{chance.randint(0, 10 ** (places := chance.choice((1, 1, 2, 2, 3))) - 1):0{places}}"
    return f"{chance.randint(1000, 9_999_999):,}.{chance.randint(0, 99):02}"


def value(chance: Random) -> str:
    """An indicator's value as printed."""
    form = chance.random()
    if form < 0.72:
        return chance.choice(_SIGNS) + number(chance) + chance.choice(_UNITS)
    if form < 0.78:
        return f"{chance.randint(2019, 2030)}年{chance.randint(1, 12)}月{chance.choice(('底前', '31日', '15日前完成'))}"
    if form < 0.82:
        return f"{number(chance)}{chance.choice(('-', '~', '—', '至'))}{number(chance)}{chance.choice(_UNITS)}"
    if form < 0.84:
        return chance.choice(("GB/T", "ISO", "A-", "〔2024〕", "42070", "S202")) + str(chance.randint(1, 99999))
    return chance.choice(_WORDS)


def _text(chance: Random, most: int) -> str:
    return "".join(chance.choice(_SENTENCES) for _ in range(chance.randint(1, most)))


def _lines(chance: Random, count: int, values: int, rest: tuple[str, ...] = ()) -> tuple[Line, ...]:
    places = sorted((chance.randrange(len(_LEVELS)), chance.randrange(len(_SUBLEVELS))) for _ in range(count))
    return tuple(
        Line(
            _LEVELS[level], _SUBLEVELS[sublevel], chance.choice(_SUBJECTS) + chance.choice(_MEASURES),
            (*(value(chance) for _ in range(values)), *rest), chance.choice(("计划标准", "历史标准", "行业标准")),
            chance.choice(("绩效基本型", "绩效提升型")),
        )
        for level, sublevel in places
    )  # fmt: skip


def _money(chance: Random) -> str:
    return f"{chance.choice((chance.random() * 100, chance.random() * 100_000)):.2f}".rstrip("0").rstrip(".")


def _sum(*amounts: str) -> str:
    total = sum(float(amount.rstrip("%")) for amount in amounts)
    return f"{total:.2f}%" if amounts[0].endswith("%") else f"{total:.2f}".rstrip("0").rstrip(".")


def _approval(chance: Random) -> Approval:
    year = chance.randint(2019, 2030)
    sides = [("收入构成", name) for name in ("财政拨款", "财政专户管理资金", "单位资金", "合计")]
    sides += [("支出构成", name) for name in ("人员类项目支出", "运转类项目支出", "特定目标类项目支出", "合计")]
    rows = [(_money(chance), f"{chance.random() * 100:.2f}%", _money(chance), _money(chance)) for _ in sides]
    for total in (3, 7):
        now, share, before, last = map(_sum, *rows[total - 3 : total])
        rows[total] = now, share, before, last
    funding = tuple((*side, *row) for side, row in zip(sides, rows, strict=True))
    return Approval(
        "市水利和湖泊局", year, year + 2, funding, _text(chance, 4), _text(chance, 3), _text(chance, 2),
        _text(chance, 2), _lines(chance, 12, 1), _lines(chance, 26, 3),
    )  # fmt: skip


def _evaluation(chance: Random) -> Evaluation:
    lines = []
    for line in _lines(chance, 26, 2):
        weight = chance.choice((2, 2.5, 5, 10))
        score = round(weight * chance.choice((1, 1, 0.96, 0.8)), 2)
        lines.append((*line.values, f"{weight:g}", f"{score:g}", chance.choice(_REASONS)))
    plain = _lines(chance, 26, 0)
    return Evaluation(
        "市生态环境局", chance.randint(2019, 2030), (_money(chance), _money(chance), _money(chance)),
        ("20", f"{chance.random() * 100:.1f}%", "19.24"), _text(chance, 3), _text(chance, 3),
        tuple(
            Line(line.level1, line.level2, line.name, cells, line.basis, line.classification)
            for line, cells in zip(plain, lines, strict=True)
        ),
        ("100", f"{chance.random() * 100:.2f}"),
    )  # fmt: skip


def _goal_table(chance: Random) -> GoalTable:
    lines = []
    for line in _lines(chance, 24, 0):
        cells = (chance.choice(("定量", "定性")), value(chance), chance.choice(_UNITS), _text(chance, 1), "酌情扣分")
        lines.append(Line(line.level1, line.level2, line.name, cells, "", ""))
    return GoalTable("市教育局", chance.randint(2019, 2030), _text(chance, 4), _text(chance, 2), tuple(lines))


def form(chance: Random) -> Form:
    """A form of one of three kinds."""
    return chance.choice((_approval, _evaluation, _goal_table))(chance)
