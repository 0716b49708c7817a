"""The PostgreSQL server that the project brings along and runs inside its home folder. Start at `embedded`."""
