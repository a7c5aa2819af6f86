"""Accounts in, incidents out: blocking, matching, clustering, tolls, grading, disputes."""
