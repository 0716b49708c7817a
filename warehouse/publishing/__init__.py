"""The warehouse as files: Parquet by region and year, the same as CSV and as workbooks, and what describes them.

    DIR/current                 a link to the newest release; a reader who follows it once keeps that release
    DIR/releases/000002/…       a release, whole; the one before it stays until the next
        parquet/RELATION/region=420700/year=2025/data.parquet, parquet/dim_region.parquet
        csv/RELATION/region=420700/year=2025/data.csv, csv/dim_region.csv
        excel/420700-鄂州市/2025.xlsx
        datapackage.json

Everything is read in one transaction, so that all files show the same moment. A workbook and a CSV are made from the
Parquet beside them, and every description comes from `warehouse.dictionary`.
"""

from warehouse.publishing.publish import Published, publish
from warehouse.publishing.release import PublishError

__all__ = ["PublishError", "Published", "publish"]
