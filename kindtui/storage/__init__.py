"""Where the journal is kept: the file's form, safe writing, and the store."""
