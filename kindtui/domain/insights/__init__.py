"""What the days show when they are looked at together: the thread, weeks and patterns."""
