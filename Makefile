# The two commands of the README, and what stands behind them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test soak neo4j benchmark lock clean
.DELETE_ON_ERROR:

.venv/ready: requirements.lock setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "axisgraph needs Python 3.11 or newer; give one with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: .venv/ready
	$(BIN)/python -m graph.demo demo.case demo.html

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n auto --dist loadgroup -m "not soak"

soak: .venv/ready
	$(BIN)/pytest -q -m soak

neo4j: .venv/ready
	test -d demo.case || $(BIN)/python -m graph.demo demo.case demo.html >/dev/null
	$(BIN)/python -m graph.server --case demo.case

# What others would use beside our extractors, on the same posts: `make benchmark GOLD=mine.jsonl` with mine.posts.jsonl beside it.
# Its parsers stay out of .venv; the .gitignore keeps git and ruff out of theirs.
.venv-benchmark/ready: requirements.lock benchmark/requirements.txt
	$(PYTHON) -m venv .venv-benchmark
	echo '*' > .venv-benchmark/.gitignore
	.venv-benchmark/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv-benchmark/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r benchmark/requirements.txt
	.venv-benchmark/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

benchmark: .venv-benchmark/ready
	.venv-benchmark/bin/python -m benchmark $(GOLD)

# Pinned for CPython 3.11–3.13 on x86-64 and aarch64; needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra test --output-file requirements.lock setup.cfg requirements.in

clean:
	rm -rf .venv .venv-benchmark demo.case demo.html
