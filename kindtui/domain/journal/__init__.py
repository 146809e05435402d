"""What is written down: days, the journal of days, and how journals are changed, merged and undone."""
