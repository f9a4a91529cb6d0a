"""Pictures of the window in each of its states, light and dark: `python -m tests.states` takes them."""
