"""Sources and actors."""
