"""The tables as SQLAlchemy Core metadata: the star schema in `public`, bookkeeping in schema `registry`.

Natural text keys only. What alembic has to build is written out in `warehouse.migrations`; a test keeps both alike.
"""

from warehouse.tables import bookkeeping, dimensions, documents, facts, marts
from warehouse.tables.metadata import METADATA

__all__ = ["METADATA", "bookkeeping", "dimensions", "documents", "facts", "marts"]
