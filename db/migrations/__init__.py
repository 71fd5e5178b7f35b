"""The tables' history. `python -m bot migrate` brings a database to its end."""
