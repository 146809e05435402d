"""What many days show together: the thread, weeks and patterns."""
