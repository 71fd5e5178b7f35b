"""Facts: engine, column types, models, named queries, migrations. Imports nothing of ours and never commits."""
