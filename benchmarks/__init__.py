"""Measurements: how fast kindtui is, and how often its comparison finds a pattern that is not there."""
