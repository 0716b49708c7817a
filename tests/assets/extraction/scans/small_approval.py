"""What the scan in tests/fixtures says, and how it was made: `python -m tests.assets.extraction.scans.small_approval`.

It is kept as a file because the machine that tests may have no Chinese font to draw it with.
"""

from pathlib import Path

from PIL import Image

from tests.drawing.content import Approval, Line
from tests.drawing.pages import Manner
from tests.drawing.pdf import drawn
from tests.drawing.wear import Wear, pages_of, worn

SCAN = Path(__file__).parents[3] / "fixtures" / "scans" / "skewed_with_seal.jpg"
WEAR = Wear(dpi=200, skew=1.7, noise=4, blur=0.5, ground=238, ink=30, seal=True, broken=0.05, quality=60)
BASIC = "绩效基本型"
APPROVAL = Approval(
    department="鄂州市水利和湖泊局",
    year=2024,
    until=2026,
    funding=(
        ("收入构成", "财政拨款", "7257.48", "97.66%", "6893.2", "7011.05"),
        ("收入构成", "财政专户管理资金", "0", "0%", "", ""),
        ("收入构成", "单位资金", "173.58", "2.34%", "120", "131.7"),
        ("收入构成", "合计", "7431.06", "100%", "7013.2", "7142.75"),
        ("支出构成", "人员类项目支出", "4247.41", "57.16%", "4012.8", "4100"),
        ("支出构成", "运转类项目支出", "285.2", "3.84%", "276.35", "280.02"),
        ("支出构成", "特定目标类项目支出", "2898.45", "39.00%", "2724.05", "2762.73"),
        ("支出构成", "合计", "7431.06", "100%", "7013.2", "7142.75"),
    ),
    functions="负责全市水资源、防汛抗旱和湖泊保护工作。",
    tasks="1、加固堤防12公里。2、整治小型水库8座。",
    long_goal="全面提升防洪能力和河湖管护水平。",
    annual_goal="完成年度各项重点任务，预算执行率达到95%以上。",
    long=(
        Line("运行成本", "公用经费控制", "公用经费控制率", ("≤100%",), "计划标准", BASIC),
        Line("履职效能", "防洪保安", "堤防加固长度", ("≥280公里",), "计划标准", BASIC),
        Line("满意度", "服务对象满意度", "服务对象满意度", ("≥92%",), "历史标准", BASIC),
    ),
    annual=(
        Line("运行成本", "公用经费控制", "公用经费控制率", ("≤98.5%", "≤100%", "≤100%"), "计划标准", BASIC),
        Line("履职效能", "防洪保安", "堤防加固长度", ("11.6公里", "12.3公里", "≥12公里"), "计划标准", BASIC),
        Line("履职效能", "防洪保安", "水库整治数量", ("7座", "2座", "≥8座"), "计划标准", BASIC),
        Line("履职效能", "水资源管理", "用水总量", ("14.32亿立方米", "14.1亿立方米", "≤14亿立方米"), "行业标准", BASIC),
        Line("满意度", "服务对象满意度", "服务对象满意度", ("90%", "91.2%", "≥92%"), "历史标准", BASIC),
    ),
)  # fmt: skip


def main() -> None:
    (page,) = pages_of(drawn([APPROVAL], Manner(capacity=100)), WEAR.dpi)
    SCAN.parent.mkdir(exist_ok=True)
    Image.fromarray(worn(page, WEAR, 4)).save(SCAN, quality=WEAR.quality, dpi=(WEAR.dpi, WEAR.dpi))


if __name__ == "__main__":
    main()
