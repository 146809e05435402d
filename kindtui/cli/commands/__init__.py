"""The commands that run once and print, one module each."""
