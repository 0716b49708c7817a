"""The papers of the questions' world. Every answer in docs/questions can be worked out from these lines by hand."""

from tests.assets.marts.world import Paper

CIVIL, EDUCATION, LABOUR = "鄂州市民政局", "鄂州市教育局", "鄂州市人力资源和社会保障局"
LIANGZI_LABOUR, HUARONG_LABOUR, LIANGZI_CIVIL = (
    "鄂州市梁子湖区人力资源和社会保障局",
    "鄂州市华容区人力资源和社会保障局",
    "鄂州市梁子湖区民政局",
)
COST, MANAGEMENT, DUTIES, EFFECT, SUSTAINED, SATISFACTION = (
    "运行成本",
    "管理效率",
    "履职效能",
    "社会效应",
    "可持续发展能力",
    "满意度",
)
CIVIL_TASKS = (
    "1、健全社会救助体系，做好低保和特困人员供养工作。2、推进养老服务设施建设。3、完成市委、市政府交办的其他任务。"
)

PAPERS = (
    Paper(
        CIVIL,
        2023,
        "2023-02-10",
        annual=(
            (COST, "“三公”经费变动率", "≤0%"),
            (MANAGEMENT, "预算执行率", "≥95%"),
            (SATISFACTION, "服务对象满意度", "≥88%"),
        ),
        money=(
            ("revenue", "财政拨款", "700"),
            ("revenue", "合计", "700"),
            ("expenditure", "人员类项目支出", "400"),
            ("expenditure", "特定目标类项目支出", "300"),
            ("expenditure", "合计", "700"),
        ),
    ),
    Paper(
        CIVIL,
        2024,
        "2024-02-08",
        annual=(
            (COST, "“三公”经费变动率", "≤0%"),
            (MANAGEMENT, "预算执行率", "≥95%"),
            (SATISFACTION, "服务对象满意度", "≥90%"),
        ),
        money=(
            ("revenue", "财政拨款", "800.00", "", "700"),
            ("revenue", "单位资金", "200.00"),
            ("revenue", "合计", "1000.00", "", "700"),
            ("expenditure", "人员类项目支出", "500.00", "", "400"),
            ("expenditure", "运转类项目支出", "200.00"),
            ("expenditure", "特定目标类项目支出", "300.00", "", "300"),
            ("expenditure", "合计", "1000.00", "", "700"),
        ),
    ),
    Paper(
        CIVIL,
        2025,
        "2025-02-07",
        annual=(
            (COST, "“三公”经费变动率", "≤5%", "≤0%", "-5%"),
            (MANAGEMENT, "预算执行率", "≥95%", "≥95%", "≥96%"),
            (DUTIES, "养老服务设施建设数量", "≥12个"),
            (SUSTAINED, "体制机制改革成效", "有效"),
            (SATISFACTION, "服务对象满意度", "≥90%", "91%", "92%"),
        ),
        long_term=((SATISFACTION, "服务对象满意度", "≥85%"),),
        long_until=2024,
        money=(
            ("revenue", "财政拨款", "900.00", "700", "805.00"),
            ("revenue", "单位资金", "300.00", "", "195.00"),
            ("revenue", "合计", "1200.00", "700.004", "1000.00"),
            ("expenditure", "人员类项目支出", "480.00", "400", "500.00"),
            ("expenditure", "运转类项目支出", "240.00", "", "200.00"),
            ("expenditure", "特定目标类项目支出", "480.00", "300", "300.00"),
            ("expenditure", "合计", "1200.00", "700", "1000.00"),
        ),
        texts={"tasks": CIVIL_TASKS, "annual_goal": "织密兜底保障网。", "long_goal": "建成普惠型养老服务体系。"},
    ),
    Paper(
        EDUCATION,
        2024,
        "2024-02-20",
        annual=(
            (COST, "“三公”经费变动率", "≤0%"),
            (DUTIES, "培训次数", "≥3次"),
            (SATISFACTION, "服务对象满意度", "≥93%"),
        ),
        money=(
            ("revenue", "财政拨款", "1900.00"),
            ("revenue", "合计", "1900.00"),
            ("expenditure", "基本支出", "1900.00"),
            ("expenditure", "合计", "1900.00"),
        ),
        suffix="docx",
    ),
    Paper(
        EDUCATION,
        2025,
        "2025-03-12",
        annual=(
            (COST, "“三公”经费变动率", "≤0%"),
            (COST, "公用经费控制率", "≤105%"),
            (MANAGEMENT, "预算执行率", "≤100%"),
            (DUTIES, "校园食品安全自查次数", "≥2次"),
            (SATISFACTION, "服务对象满意度", "≥95%"),
        ),
        money=(
            ("revenue", "财政拨款", "2000.00"),
            ("revenue", "合计", "2000.00"),
            ("expenditure", "基本支出", "1990.00"),
            ("expenditure", "合计", "1990.00"),
        ),
        texts={"tasks": "1、办好人民满意的教育。2、加强校园食品安全管理。3、完成市委、市政府交办的其他任务。"},
    ),
    Paper(
        LABOUR,
        2024,
        "2024-02-08",
        annual=(
            (MANAGEMENT, "预算执行率", "≥92%"),
            (DUTIES, "城镇新增就业人数", "≥2万人"),
        ),
        money=(
            ("revenue", "财政拨款", "3000.00"),
            ("revenue", "合计", "3000.00"),
            ("expenditure", "基本支出", "3000.00"),
            ("expenditure", "合计", "3000.00"),
        ),
    ),
    Paper(
        LABOUR,
        2024,
        "2025-06-30",
        form="self_evaluation",
        actual=(
            (MANAGEMENT, "预算执行率", "85%"),
            (DUTIES, "城镇新增就业人数", "2.1万人"),
        ),
        suffix="xlsx",
    ),
    Paper(
        LABOUR,
        2025,
        "2025-02-07",
        annual=(
            (MANAGEMENT, "预算执行率", "≥92%", "90%", "85%"),
            (DUTIES, "城镇新增就业人数", "≥2万人", "2.3万人", "2.15万人"),
            (DUTIES, "养老金按时足额发放率", "≥98%", "99%", "100%"),
            (SATISFACTION, "服务对象满意度", "≥88%"),
        ),
        money=(
            ("revenue", "财政拨款", "3300.00", "", "3000.00"),
            ("revenue", "合计", "3300.00", "", "3000.00"),
            ("expenditure", "基本支出", "3300.00", "", "2900.00"),
            ("expenditure", "合计", "3300.00", "", "2900.00"),
        ),
        texts={"tasks": "1、落实就业优先政策，稳定城镇就业。2、完成市委、市政府交办的其他任务。"},
    ),
    Paper(LIANGZI_LABOUR, 2025, "2025-02-28", annual=((DUTIES, "城镇新增就业人数", "≥6000人"),)),
    Paper(HUARONG_LABOUR, 2025, "2025-02-28", annual=((DUTIES, "城镇新增就业人数", "≥0.9万人"),)),
    Paper(
        LIANGZI_CIVIL,
        2025,
        "2025-02-28",
        annual=((SATISFACTION, "服务对象满意度", "≥85%"),),
        texts={"tasks": CIVIL_TASKS},
    ),
    Paper(
        EDUCATION,
        2024,
        "2025-06-30",
        form="self_evaluation",
        money=(("expenditure", "预算执行情况", "1900.00", "1900.00", "1600.00"),),
        suffix="xlsx",
    ),
)
