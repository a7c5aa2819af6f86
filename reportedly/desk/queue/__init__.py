"""What needs eyes first."""
