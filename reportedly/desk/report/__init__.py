"""The page of one report: its text beside its claims, and what people decide on each."""
