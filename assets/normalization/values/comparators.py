"""The signs and words before and after a number that say how it bounds the value."""

import re

_BEFORE = {
    "ge": "≥|不低于|不少于|不小于|不得低于|不得少于|不能低于|至少|最少|最低|达到或超过|大于或等于|大于等于"
    "|高于或等于|高于等于|达到|达",
    "le": "≤|不高于|不超过|未超过|不超|不大于|不多于|不得高于|不得超过|不能超过|小于或等于|小于等于|低于或等于|低于等于"
    "|控制在|最多|至多|最高",
    "gt": ">|超过|超出|超|高于|大于|多于",
    "lt": "<|低于|小于|少于|不足|不到|不满",
    "eq": "=|等于",
    "approx": "≈|约|大约|近|接近",
}
_AFTER = {
    "ge": "及以上|或以上|以上|之上",
    "le": "及以下|或以下|以下|之下|以内|之内|范围内|内",
    "approx": "左右|上下",
}
_CODES_BEFORE = {word: code for code, words in _BEFORE.items() for word in words.split("|")}
_CODES_AFTER = {word: code for code, words in _AFTER.items() for word in words.split("|")}
BEFORE = "|".join(sorted(_CODES_BEFORE, key=len, reverse=True))
AT_LEAST, AT_MOST = (
    "|".join(sorted(f"{_BEFORE[code]}|{_BEFORE[strict]}".split("|"), key=len, reverse=True))
    for code, strict in (("ge", "gt"), ("le", "lt"))
)
_AFTER_WORDS = "|".join(sorted(_CODES_AFTER, key=len, reverse=True))
# Whether the number itself counts; what else is counted in or out (不含基建) is no part of the comparator.
_INCLUDED = r"\((?P<{}>不?含)(?:本数|[0-9.]+[^()0-9]{{0,2}})?\)"
_AT_END = re.compile(
    rf"(?:{_INCLUDED.format('first')})?(?P<after>{_AFTER_WORDS})?"
    rf"(?:{_INCLUDED.format('last')}|,?(?P<bare>不?含)(?:本数|[0-9.]+%?)?)?$"
)
# Before more words only what cannot begin one of them: 内 is a limit behind a time, and part of a name in 5个内部系统.
_BEFORE_WORDS = re.compile(
    "(?P<unit>[^0-9]{0,8}?)(?P<after>及以上|以上|及以下|以下|以内|之内|左右|(?<=[天日时钟月年周])内)(?P<words>[^0-9]+)"
)
_INCLUDING = {"gt": "ge", "lt": "le"}
_EXCLUDING = {"ge": "gt", "le": "lt"}
_FLIPPED = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt"}


def comparator_of(text: str) -> str | None:
    """The comparator that a text of its own is: ≥, 不低于, 以内; None for any other text (定性)."""
    return _CODES_BEFORE.get(text) or _CODES_AFTER.get(text)


def split_after(text: str) -> tuple[str, str | None, str | None]:
    """`text` without the comparator at its end, that comparator, and 含 or 不含: 人以上(含) → 人, ge, 含."""
    found = _AT_END.search(text)
    if found is None:
        return text, None, None
    including = found["first"] or found["last"] or found["bare"]
    return text[: found.start()], _CODES_AFTER.get(found["after"] or ""), including


def split_inside(text: str) -> tuple[str, str] | None:
    """A unit and the comparator behind it where more words follow: 分钟内到达 → 分钟, le."""
    found = _BEFORE_WORDS.fullmatch(text)
    return (found["unit"], _CODES_AFTER[found["after"]]) if found else None


def combine(before: str | None, after: str | None, including: str | None, *, is_more: bool = False) -> str | None:
    """One comparator of the two a value may have, None where they contradict each other (≥95%以下).

    `before` is the printed word or sign; `is_more` stands for 余 or 多 behind the number. 以上 and 以下 count the
    number itself in (民法典第一千二百五十九条), unless 不含 says otherwise.
    """
    code = _CODES_BEFORE.get(before or "")
    if after is not None and code not in (None, "eq", "approx"):
        if {code, after} in ({"ge", "gt"}, {"le", "lt"}, {code}) or after == "approx":
            after = None
        else:
            return None
    chosen = (after if code in (None, "eq", "approx") and after else code) or ("gt" if is_more else "eq")
    if including == "含":
        return _INCLUDING.get(chosen, chosen)
    return _EXCLUDING.get(chosen, chosen) if including == "不含" else chosen


def flipped(comparator: str) -> str:
    """The comparator of the negated number: a fall of at least 3 % is a change of at most -3 %."""
    return _FLIPPED.get(comparator, comparator)
