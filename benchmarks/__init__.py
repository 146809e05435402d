"""Measurements: how fast kindtui is."""
