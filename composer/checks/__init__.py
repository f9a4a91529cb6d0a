"""What stands between an issue and its readers: one file per check, found by walking this folder.

Each has `check(checked: Checked) -> Iterator[Finding]`. A sentence says what is wrong, where, and what to do.
"""
