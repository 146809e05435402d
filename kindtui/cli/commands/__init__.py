"""The one-shot commands: each takes what it needs and returns an exit status."""
