"""Benchmarks: `make bench`, or `python -m tests.bench [part ...]`. Times are medians; nothing here is a test."""
