# Every target is a verb of tools/dev.py, which needs Python 3.11 or later and nothing else.
# Another interpreter: make run PYTHON=python3.12

PYTHON ?= python3
DEV := $(PYTHON) tools/dev.py

.PHONY: run test soak bench screenshots backup restore messages lock clean

run:  ## start the portal: make run, make run PORT=9000
	@$(DEV) run $(if $(PORT),--port $(PORT))

test:  ## all checks and tests, or some tests: make test T=tests/approvals
	@$(DEV) test $(T)

soak:  ## the long forms of the tests
	@$(DEV) soak $(T)

bench:  ## measure speed against the floor
	@$(DEV) bench

screenshots:  ## take the pictures of the README anew, and those of every page: make screenshots ROLE=auditor
	@$(DEV) screenshots $(if $(ROLE),--role $(ROLE))

backup:  ## database and documents below backups/, or elsewhere: make backup TO=/srv/backups
	@$(DEV) backup $(TO)

restore:  ## into an empty database: make restore FROM=backups/2027-01-31T02-00-00Z
	@$(DEV) restore $(FROM)

messages:  ## collect the strings to translate
	@$(DEV) messages

lock:  ## resolve the dependencies of pyproject.toml anew
	@$(DEV) lock

clean:  ## remove everything that was generated, the database too
	@$(DEV) clean
