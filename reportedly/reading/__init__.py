"""A report in, attributed claims and accounts out: one module per step, each a spaCy component over one Doc."""
