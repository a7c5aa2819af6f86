"""The page of one incident: its toll with every figure behind it, who says who did it, what is in dispute."""
