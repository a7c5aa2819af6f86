"""Same or not."""
