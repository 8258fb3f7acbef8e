"""Gives every pytest run PostgreSQL and Redis of its own, unless ``DATABASE_URL`` and ``REDIS_URL`` are set.

Loaded by ``-p`` in pyproject.toml, before pytest-django reads the settings; the workers of xdist inherit the addresses.
The portal's modules are imported late, so that coverage is already measuring when that happens.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

import hypothesis
import pytest

_stack = contextlib.ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Start the services before anybody looks at the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _start()
    try:
        return (yield)
    except BaseException:
        _stack.close()  # pytest does not come to its own end then
        raise


def _start() -> None:
    from civilportal.embedded.errors import CannotStart  # noqa: PLC0415 - see above
    from civilportal.embedded.house import changed  # noqa: PLC0415 - see above
    from civilportal.embedded.postgres import DATABASE  # noqa: PLC0415 - see above
    from civilportal.embedded.runs import passing_house  # noqa: PLC0415 - see above
    from civilportal.management.commands.compile_translations import compile_changed  # noqa: PLC0415 - see above

    try:
        house = _stack.enter_context(passing_house("test"))
    except CannotStart as fault:
        raise pytest.UsageError(str(fault)) from fault
    is_ours = "DATABASE_URL" not in os.environ
    os.environ.update(changed(house.env))
    compile_changed()
    if is_ours:
        subprocess.run([sys.executable, "-m", "tests.migrated"], env=house.env, check=True)
        os.environ["TEST_TEMPLATE"] = DATABASE


def pytest_configure() -> None:
    """Judge a property by its truth: how long an example takes depends on what else the machine is doing."""
    patient = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.register_profile("patient", patient)
    hypothesis.settings.load_profile("patient")


def pytest_unconfigure() -> None:
    """Stop them; also after a failure, an interrupt or a usage error."""
    _stack.close()
