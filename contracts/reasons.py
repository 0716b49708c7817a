"""The closed list of reasons for which a document is not loaded, in Chinese and English, each with what to do next.

A reason is about a document; a fault of ours or of the machine is an exception and fails the run.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document waits in quarantine, and what a person can do about it."""

    code: str
    message_zh: str
    message_en: str
    advice_zh: str
    advice_en: str


def _reason(code: str, message_zh: str, message_en: str, advice_zh: str, advice_en: str) -> tuple[str, Reason]:
    return code, Reason(code, message_zh, message_en, advice_zh, advice_en)


_AGAIN = ("请重新下载原件", "fetch the file again from its source")
_LOOK = ("请人工查看原件", "look at the document")
_LIMIT = ("如确需处理，请调高上限后重放", "raise the limit if the document is real, then replay it")
_MANIFEST = (
    "在文件旁的 manifest.csv 中写明（file 及 department、year、region 列），重新导入该文件夹，再重放",
    "name it in a manifest.csv beside the file (file, and department, year or region), ingest the folder again, replay",
)

REASONS: dict[str, Reason] = dict(
    (
        _reason("empty_file", "文件为空", "the file is empty", *_AGAIN),
        _reason("not_what_it_says", "文件内容与扩展名不符", "the content is not what the file's name says", *_AGAIN),
        _reason(
            "format_unread",
            "不支持读取该格式",
            "files of this format are not read",
            "请另存为 PDF、DOCX、XLSX 或解压后重新提交",
            "save it as PDF, DOCX or XLSX, or unpack it, and hand it in again",
        ),
        _reason("damaged", "文件已损坏，无法打开", "the file is damaged and cannot be opened", *_AGAIN),
        _reason(
            "encrypted",
            "文件已加密，需要密码",
            "the file is encrypted",
            "请向发布单位索取未加密版本",
            "ask its publisher for an open copy",
        ),
        _reason("too_large", "文件超过大小上限", "the file is larger than the limit", *_LIMIT),
        _reason("too_many_pages", "页数超过上限", "the document has more pages than the limit", *_LIMIT),
        _reason("too_much_text", "单页文字超过上限", "a page has more text than the limit", *_LIMIT),
        _reason("timeout", "读取超时", "reading took longer than the limit", *_LIMIT),
        _reason("out_of_memory", "读取超出内存上限", "reading needed more memory than the limit", *_LIMIT),
        _reason(
            "reader_crashed",
            "读取进程崩溃",
            "the reading process crashed",
            "请保留文件并报告",
            "keep the file and report it",
        ),
        _reason(
            "no_text",
            "没有可读的文字",
            "there is no text that can be read",
            *_LOOK,
        ),
        _reason("no_table", "没有找到表格", "no ruled table was found", *_LOOK),
        _reason("form_unknown", "无法识别表式", "the form is not one that is described", *_LOOK),
        _reason("department_missing", "未找到部门（单位）名称", "no department's name was found", *_MANIFEST),
        _reason("region_unknown", "无法由部门名称确定地区", "the department's name names no known region", *_MANIFEST),
        _reason("year_missing", "未找到预算年度", "no budget year was found", *_MANIFEST),
        _reason("year_out_of_range", "预算年度超出范围", "the budget year is out of range", *_LOOK),
        _reason("rows_missing", "未读到任何指标行", "no indicator row was read", *_LOOK),
        _reason("contract_broken", "内容不符合数据契约", "the rows break the contract of their frame", *_LOOK),
        _reason("rule_fatal", "违反致命规则", "a fatal rule is broken", *_LOOK),
    )
)
