"""Readings made readable: words for people, a table for the terminal, a page of evidence for the browser."""
