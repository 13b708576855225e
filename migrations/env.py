"""Runs migrations on the connection it is handed, as the owner of the tables."""

from alembic import context

from alongside.core.db import TECHNICAL_SCHEMA
from alongside.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    version_table_schema=TECHNICAL_SCHEMA,
    transaction_per_migration=True,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
