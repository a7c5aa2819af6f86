"""Trains the models that come with Reportedly: ``python -m reportedly.training --data DIR --out FILE``."""
