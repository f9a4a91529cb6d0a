"""Bytes on disk: written whole or not at all, read within limits, JSON in one canonical form."""
