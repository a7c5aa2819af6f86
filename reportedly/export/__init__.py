"""Incidents in other people's tables: one module per format."""
