from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(settings) -> Path:
    """The trust folder of the test."""
    return settings.ESIGN_TRUST_FOLDER
