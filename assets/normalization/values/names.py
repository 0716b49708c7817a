"""What an indicator's name says of a value that is printed without its unit."""

import re
from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.decisions import depends_on_decisions
from contracts.vocabulary.folding import fold
from contracts.vocabulary.units import read_unit

_ADDED = re.compile(r"\((?:单位:)?(?P<inside>[^()]*)\)?$")
# Rates that are not per cent: so many of a hundred thousand, of a thousand, of a GDP of 100 million yuan.
_OTHER_RATE = re.compile(
    "死亡率|出生率|自然增长率|发病率|发案率|患病率|亿元gdp|每[十百千万]|容积率|汇率|倍率|频率|利率|功率|人效率"
)
_RATE = re.compile("(率|满意度|占比|比例|比重|百分比|份额)$")
_WHOLE = re.compile("(满意度|覆盖率|合格率|及时率|办结率|完好率|达标率|普及率|公开率|整改率|建档率|到位率)$")
_MONEY = re.compile("成本|金额|经费|资金|投资|收入|产值|总额|支出|费用|费$|贷款|补贴标准|成交额|税收|外资")
_COUNTS = (
    (re.compile("人次(数|数量)?$"), "人次"),
    (re.compile("(人数|人员数量)$"), "人"),
    (re.compile("户数$"), "户"),
    (re.compile("(次数|频次)$"), "次"),
    (re.compile("(场次|场数)$"), "场"),
    (re.compile("批次(数)?$"), "批次"),
    (re.compile("天数$"), "天"),
    (re.compile("件数$"), "件"),
    (re.compile("起数$"), "起"),
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What a name says: the unit that a bare number has, whether 250万 is money, and that 100 % cannot be passed."""

    unit: str | None = None
    is_money: bool = False
    is_part_of_whole: bool = False


@depends_on_decisions
@lru_cache(maxsize=8192)
def unit_in(name: str) -> str | None:
    """The unit that a name prints in brackets behind itself: 培训人数（人次）, 总投资（单位：万元）."""
    added = _ADDED.search(fold(name))
    return added["inside"] if added and read_unit(added["inside"]) else None


@lru_cache(maxsize=8192)
def hint_of(name: str) -> Hint:
    """Reads a name's ending; what stands in brackets behind it is `unit_in`'s."""
    text = _ADDED.sub("", fold(name))
    if _RATE.search(text) and not _OTHER_RATE.search(text):
        return Hint("%", is_part_of_whole=bool(_WHOLE.search(text)))
    for ending, unit in _COUNTS:
        if ending.search(text):
            return Hint(unit)
    return Hint(is_money=bool(_MONEY.search(text)))
