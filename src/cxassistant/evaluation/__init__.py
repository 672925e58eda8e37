"""Measures the assistant on questions with known answers: datasets, metrics, runs, comparison, floors."""
