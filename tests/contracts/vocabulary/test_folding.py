import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary.folding import fold, unify


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“三公”经费变动率", '"三公"经费变动率'),
        ("“三公”经费变动率", "「三公」经费变动率"),
        ("〝三公〞经费变动率", "三公经费变动率"),
        ("因公出国（境）费控制率", "因公出国(境)费控制率"),
        ("因公出国〔境〕费控制率", "因公出国[境]费控制率"),
        ("立项 规范性", "立项规范性"),
        ("可持续发展\n能力", "可持续发展能力"),
        ("预算\u00ad执行\u200b率\ufeff", "预算执行率"),
        ("⼯作计划健全性", "工作计划健全性"),
        ("⻓期规划", "长期规划"),
        ("⼾数", "户数"),
        ("ＰＭ２．５年均浓度", "PM2.5年均浓度"),
        ("pm2.5年均浓度", "PM2.5年均浓度"),
        ("︿条例﹀宣传次数", "《条例》宣传次数"),
        ("≧95％", "≥95%"),
        ("《条例》宣传次数", "〈条例〉宣传次数"),
        ("元/人·天", "元/人・天"),
    ],
)
def test_spellings_of_one_text_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("①5次", "15次"),
        ("50㎡", "50m2"),
        ("50㎡", "502"),
        ("参保人数", "缴费人数"),
        ("培训人数", "培训人次"),
        ("≥95%", "≤95%"),
        ("-5%", "5%"),
        ("预算调整率", "预算控制率"),
        ("（企保、机保）", "（企保）"),
    ],
)
def test_texts_of_different_meaning_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_unify_keeps_blanks_quotes_and_brackets() -> None:
    assert unify("“三公” [９５％,１００％] 50㎡") == "“三公” [95%,100%] 50平方米"


@given(st.text(st.characters(codec="gbk")))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
