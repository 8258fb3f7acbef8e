from __future__ import annotations

import pytest

from tests.builders import registry as build


@pytest.fixture
def reference(db: None) -> None:
    build.with_reference()
