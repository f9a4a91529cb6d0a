# The two commands that matter: make run, make test.

.PHONY: setup run test soak bench states lint canvas

setup:
	@PYTHON="$(PYTHON)" packaging/setup.sh run

run: setup
	@packaging/run.sh

test:
	@PYTHON="$(PYTHON)" packaging/setup.sh test
	.venv/bin/python -m pytest -n 2 --dist loadfile $(ARGS)

# The full figures of what is promised; takes long, and ends with a table.
soak:
	@PYTHON="$(PYTHON)" packaging/setup.sh test
	NEWSLETTER_COMPOSER_SOAK=1 .venv/bin/python -m pytest -n 2 --dist loadfile --timeout 3600 -q $(ARGS)

bench: setup
	.venv/bin/python -m tests.bench

# Pictures of the window in each of its states, light and dark, into docs/window; an error where one was not reached.
states: setup
	.venv/bin/python -m tests.states

# The canvas's script anew after a change in assets/canvas; the other targets do it by themselves.
canvas:
	.venv/bin/python packaging/build_canvas.py

lint: setup
	.venv/bin/ruff format composer tests packaging
	.venv/bin/ruff check --fix composer tests packaging
	.venv/bin/mypy
	.venv/bin/lint-imports
