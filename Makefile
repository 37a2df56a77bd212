# Two commands: make run, make test. Everything else is a part of them. PORT, DATABASE_URL, DEMO and CITY come from the environment.
PYTHON ?= python3

.PHONY: run test setup check journeys bench
run test setup check journeys bench:
	@$(PYTHON) -m config.launch $@
