"""What `kindtui doctor` finds out about a journal and the files beside it."""
