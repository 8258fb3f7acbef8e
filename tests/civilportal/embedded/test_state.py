from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from civilportal.embedded import state as module
from civilportal.embedded.errors import CannotStart
from civilportal.embedded.state import SOCKET_PATH_BYTES, State, fits


def test_second_start_is_refused_with_the_address_and_the_process(tmp_path):
    first, second = State(tmp_path / "house"), State(tmp_path / "house")
    first.take(address="http://127.0.0.1:8000/")

    with pytest.raises(CannotStart) as refusal:
        second.take(address="http://127.0.0.1:8001/")

    assert str(refusal.value) == (
        f"The portal already runs from {tmp_path}/house at http://127.0.0.1:8000/ (process {os.getpid()}). "
        "Use that one, or stop it with Ctrl-C in its terminal, and start again."
    )
    first.release()


def test_refused_start_leaves_the_files_of_the_first_alone(tmp_path):
    first, second = State(tmp_path / "house"), State(tmp_path / "house")
    first.take()
    first.remember_environment({"DATABASE_URL": "postgres:///x"})
    with pytest.raises(CannotStart):
        second.take()

    second.release()

    assert first.environment_file.exists()
    assert first.is_taken() is True
    first.release()


def test_start_is_possible_again_after_release(tmp_path):
    first, second = State(tmp_path / "house"), State(tmp_path / "house")
    first.take()
    first.release()

    second.take()

    assert second.is_taken() is True
    second.release()
    assert second.is_taken() is False


def test_house_that_never_was_is_not_taken(tmp_path):
    assert State(tmp_path / "house").is_taken() is False


def test_lock_with_unreadable_content_still_refuses(tmp_path):
    first, second = State(tmp_path / "house"), State(tmp_path / "house")
    first.take()
    (tmp_path / "house" / "lock").write_text("half a li")

    with pytest.raises(CannotStart) as refusal:
        second.take()

    assert str(refusal.value).startswith(f"The portal already runs from {tmp_path}/house. Use that one")
    first.release()


def test_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(CannotStart) as refusal:
        State(tmp_path / "file" / "house").take()

    assert str(refusal.value).startswith(f"Cannot write to {tmp_path}/file/house: Not a directory.")


def test_secret_is_made_once_and_private(state):
    secret = state.secret("secret.key")

    assert len(secret) == 67
    assert state.secret("secret.key") == secret
    assert state.secret("other") != secret
    assert stat.S_IMODE((state.path / "secret.key").stat().st_mode) == 0o600


def test_environment_is_private_and_vanishes_with_the_house(tmp_path):
    state = State(tmp_path / "house")
    state.take()
    state.remember_environment({"SECRET_KEY": "x"})

    assert stat.S_IMODE(state.environment_file.stat().st_mode) == 0o600
    state.release()
    assert not state.environment_file.exists()


def test_socket_lies_in_the_house_when_its_path_is_short(monkeypatch):
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        state = State(Path(short) / "h")
        state.take()

        directory = state.socket_directory()

        assert directory == Path(short) / "h" / "run"
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700
        state.release()
        assert not directory.exists()


@pytest.mark.parametrize("name", ["n" * 100, "with space", "with,comma", "қазақша"])
def test_socket_moves_to_a_short_place_when_the_path_does_not_fit(name, monkeypatch):
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        monkeypatch.setattr(tempfile, "tempdir", short)
        state = State(Path(short) / name)
        state.take()

        directory = state.socket_directory()

        assert directory.parent == Path(short)
        assert fits(directory)
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700
        state.release()
        assert not directory.exists()


def test_socket_directory_of_a_crashed_run_is_removed_at_the_next_start(monkeypatch):
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        monkeypatch.setattr(tempfile, "tempdir", short)
        crashed, after = State(Path(short) / ("n" * 100)), State(Path(short) / ("n" * 100))
        crashed.take()
        left = crashed.socket_directory()
        crashed._lock.close()

        after.take()
        again = after.socket_directory()

        assert not left.exists()
        assert again.exists()
        after.release()


def test_folder_that_was_not_made_here_is_never_removed(state, tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (state.path / "socket_directory").write_text(str(precious))

    state.forget_sockets()

    assert precious.exists()


def test_temporary_folder_that_is_too_long_is_named(state, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "fits", lambda directory: False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(CannotStart) as refusal:
        state.socket_directory()

    assert str(refusal.value).endswith("is too long for PostgreSQL's socket. Set TMPDIR to a shorter folder.")
    assert list(tmp_path.glob("civilportal-*")) == []


def test_fits_counts_the_bytes_of_the_whole_socket_path():
    room = SOCKET_PATH_BYTES - len("/.s.PGSQL.5432")

    assert fits(Path("/" + "a" * (room - 1))) is True
    assert fits(Path("/" + "a" * room)) is False
