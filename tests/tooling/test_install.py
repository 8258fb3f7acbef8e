from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tooling import install


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with two locked lists and an empty place for the virtual environment."""
    (tmp_path / "requirements").mkdir()
    for name in ("demo", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"packages of {name}")
    monkeypatch.setattr(install, "ROOT", str(tmp_path))
    monkeypatch.setattr(install, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(install, "PYTHON", sys.executable)
    (tmp_path / ".venv").mkdir()
    return tmp_path


def stamp(checkout, name: str, content: str) -> None:
    digest = hashlib.sha256(content.encode()).hexdigest()
    (checkout / ".venv" / f".installed-{name}").write_text(digest)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (4, 0, 0)])
def test_new_enough_python_is_fine(version):
    assert install.complaint(version, []) == ""


def test_old_python_is_told_what_is_needed():
    assert install.complaint((3, 9, 2), []) == (
        "The portal needs Python 3.11 or newer; python3 is 3.9 here. Install Python 3.11 or newer and try again."
    )


def test_old_python_is_told_of_a_newer_one_on_the_machine():
    assert install.complaint((3, 9, 2), ["python3.12"]) == (
        "The portal needs Python 3.11 or newer; python3 is 3.9 here. There is a newer one here: "
        "make PYTHON=python3.12 ..."
    )


def test_old_python_installs_nothing(checkout, monkeypatch):
    monkeypatch.setattr(install, "sys", type("Old", (), {"version_info": (3, 9, 0)}))
    monkeypatch.setattr(install, "newer_pythons", list)

    with pytest.raises(install.CannotInstall, match=r"needs Python 3\.11 or newer; python3 is 3\.9 here"):
        install.main("demo")


@pytest.mark.parametrize(
    ("stamped", "asked", "expected"),
    [
        ("demo", "demo", True),
        ("dev", "dev", True),
        ("dev", "demo", True),
        ("demo", "dev", False),
    ],
)
def test_list_is_installed_once(checkout, stamped, asked, expected):
    stamp(checkout, stamped, f"packages of {stamped}")

    assert install.is_installed(asked) is expected


def test_changed_list_is_installed_again(checkout):
    stamp(checkout, "demo", "packages of yesterday")

    assert install.is_installed("demo") is False


def test_environment_whose_python_has_gone_is_made_anew(checkout, monkeypatch):
    stamp(checkout, "demo", "packages of demo")
    monkeypatch.setattr(install, "PYTHON", str(checkout / ".venv" / "bin" / "python"))

    assert install.is_installed("demo") is False


def test_environment_of_another_user_is_left_alone(checkout, monkeypatch):
    monkeypatch.setattr(install, "PYTHON", str(checkout / ".venv" / "bin" / "python"))
    monkeypatch.setattr(install.os, "access", lambda path, mode: False)

    with pytest.raises(install.CannotInstall, match=r"^The folder \.venv belongs to another user"):
        install.make_venv()

    assert (checkout / ".venv").exists()


def test_failed_installation_leaves_no_stamp(checkout, monkeypatch):
    monkeypatch.setattr(install.subprocess, "call", lambda *_args, **_more: 1)

    with pytest.raises(install.CannotInstall, match="pip's words are above"):
        install.install("demo")

    assert list((checkout / ".venv").iterdir()) == []


def test_missing_venv_package_is_named(checkout, monkeypatch):
    monkeypatch.setattr(install, "works", lambda python: False)
    monkeypatch.setattr(install.subprocess, "call", lambda *_args, **_more: 1)

    with pytest.raises(install.CannotInstall, match="apt install python3-venv"):
        install.make_venv()


def test_words_are_such_that_an_old_python_understands_them():
    source = Path(install.__file__).read_text(encoding="utf-8")
    new_words = ('f"', "f'", ":=", "match ", "-> ", "from __future__ import annotations")

    assert [word for word in new_words if word in source] == []


def test_make_says_when_there_is_no_python_at_all():
    done = subprocess.run(
        ["/usr/bin/make", "demo", "PYTHON=no-such-python"],
        cwd=install.ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stdout == (
        "There is no no-such-python here. Install Python 3.11 or newer, or name yours: make PYTHON=... demo\n"
    )
