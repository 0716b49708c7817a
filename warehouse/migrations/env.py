"""What alembic runs: the revisions, over the connection that `warehouse.migrations` hands in."""

from alembic import context

from warehouse.migrations import VERSION_TABLE
from warehouse.tables.metadata import BOOKKEEPING

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    version_table_schema=BOOKKEEPING,
)
context.run_migrations()
