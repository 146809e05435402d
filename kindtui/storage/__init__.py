"""The data file: its format, atomic writes, backups, and the store over it."""
