"""Editors: one for each field kind. `EDITORS` in `table.py` says which; nothing here knows a block type."""
