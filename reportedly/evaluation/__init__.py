"""How good the reader is: one module per public benchmark, and the gate."""
