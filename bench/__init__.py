"""Measurements: speed, quality, floors."""
