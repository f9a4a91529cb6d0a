"""The command line: commands on documents. Status 0 is good, 1 errors found, 2 trouble told in a sentence.

Nothing here is imported before a command needs it, so that `--help` answers at once: libraries are named inside
functions, and no Qt anywhere.
"""
