"""Uploads and exports."""
