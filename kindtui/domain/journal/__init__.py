"""Days, the journal that holds them, and how a journal is merged, searched, purged and undone."""
