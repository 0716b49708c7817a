"""The dimensions that the reviewed vocabularies fill. `dim_document` stands in `documents`, for loading writes it.

A fact whose indicator was not recognised points at `unknown`, one without a unit at `none`, so that an inner join
loses no row; the wide views show both as null.
"""

from sqlalchemy import Boolean, Date, ForeignKey, SmallInteger, Text

from contracts.frames.normalized import DIRECTIONS, MEASURES, SCOPES
from contracts.vocabulary.departments import CHANGES
from warehouse.tables.metadata import column, one_of, table

REGION_LEVELS = ("province", "prefecture", "county")

DIM_REGION = table(
    "dim_region",
    column("region_code", Text(), primary_key=True),
    column("region_name", Text()),
    column("region_level", Text()),
    column("province_name", Text(), nullable=True),
    column("parent_code", Text(), nullable=True),
    column("valid_from", SmallInteger(), nullable=True),
    column("valid_until", SmallInteger(), nullable=True),
    one_of("region_level", REGION_LEVELS),
)

DIM_DEPARTMENT = table(
    "dim_department",
    column("department_id", Text(), primary_key=True),
    column("department_name", Text()),
    column("department_function", Text(), nullable=True),
    column("department_function_name", Text(), nullable=True),
    column("region_code", Text(), ForeignKey("dim_region.region_code")),
    column("valid_from", SmallInteger(), nullable=True),
    column("valid_until", SmallInteger(), nullable=True),
)

# A predecessor need not have documents, so it need not be a row of `dim_department`.
DIM_DEPARTMENT_PAST = table(
    "dim_department_past",
    column("department_id", Text(), ForeignKey("dim_department.department_id"), primary_key=True),
    column("predecessor_name", Text(), primary_key=True),
    column("predecessor_id", Text()),
    column("department_change", Text()),
    column("changed_in", SmallInteger(), nullable=True),
    one_of("department_change", CHANGES),
)

DIM_INDICATOR = table(
    "dim_indicator",
    column("indicator_code", Text(), primary_key=True),
    column("indicator_name", Text()),
    column("indicator_name_en", Text(), nullable=True),
    column("indicator_scope", Text(), nullable=True),
    column("indicator_function", Text(), nullable=True),
    column("indicator_level1", Text(), nullable=True),
    column("indicator_level2", Text(), nullable=True),
    column("measure", Text(), nullable=True),
    column("unit", Text(), ForeignKey("dim_unit.unit")),
    column("direction", Text(), nullable=True),
    column("formula", Text(), nullable=True),
    one_of("indicator_scope", SCOPES),
    one_of("measure", MEASURES),
    one_of("direction", DIRECTIONS),
)

DIM_UNIT = table(
    "dim_unit",
    column("unit", Text(), primary_key=True),
    column("dimension", Text(), nullable=True),
    column("is_listed", Boolean()),
)

DIM_FISCAL_YEAR = table(
    "dim_fiscal_year",
    column("fiscal_year", SmallInteger(), primary_key=True, autoincrement=False),
    column("starts_on", Date()),
    column("ends_on", Date()),
)
