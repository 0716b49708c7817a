"""Where it rests: PostgreSQL through SQLAlchemy Core. Tables, views, migrations, loading, roles, embedded server."""
