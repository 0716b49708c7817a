"""The department and the year that a manifest names for a paper that does not say them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Two more columns beside the region that a manifest names."""
    for name in ("department_said", "year_said"):
        op.add_column("sources", sa.Column(name, sa.Text(), nullable=True), schema="registry")
