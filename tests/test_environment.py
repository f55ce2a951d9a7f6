"""What an operator sets, and what is said when it is wrong."""

import os
import re
import subprocess
import sys
import tomllib

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive import environment
from tests.conftest import ROOT

LOCK_FILES = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    clean = {
        name: value
        for name, value in os.environ.items()
        if name
        not in {"SECRET_KEY", "SECRET_KEY_FILE", "DATABASE_URL", "SITE_URL", "DEBUG", "LOCAL"}
    }
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={**clean, "DJANGO_SETTINGS_MODULE": "archive.settings", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_check():
    done = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        SECRET_KEY="een lange, willekeurige en dus geheime tekst van meer dan vijftig tekens",
        SITE_URL="https://archief.example",
        DATABASE_URL="postgresql://nobody@localhost/none",
    )
    assert done.returncode == 0, done.stderr


def test_another_database_without_a_secret_key_says_what_to_do():
    done = manage("check", DATABASE_URL="postgresql://nobody@localhost/none")
    assert done.returncode == 1
    assert "Set SECRET_KEY to a long random text" in done.stderr


def test_a_secret_key_is_made_once(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("SECRET_KEY_FILE", raising=False)
    file = tmp_path / "var" / "secret_key"
    key = environment.secret_key(local_file=file, local=True)
    assert len(key) >= 50
    assert environment.secret_key(local_file=file, local=True) == key
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_a_secret_key_from_a_file(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE"):
        environment.secret_key(local_file=tmp_path / "other", local=False)
    (tmp_path / "key").write_text("uit een bestand\n")
    assert environment.secret_key(local_file=tmp_path / "x", local=False) == "uit een bestand"


@pytest.mark.parametrize("url", ["archief.example", "ftp://archief.example", "https://a.example/x"])
def test_an_address_of_the_site_must_be_one(monkeypatch, url):
    monkeypatch.setenv("SITE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        environment.site_url("http://127.0.0.1:8000")


def test_a_database_url_is_read_whole(monkeypatch, tmp_path):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://ann:p%40s@db.example:5433/news?sslmode=require"
    )
    assert environment.database(tmp_path) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "news",
        "USER": "ann",
        "PASSWORD": "p@s",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    monkeypatch.setenv("DATABASE_URL", "dit is geen adres")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(tmp_path)


@pytest.mark.parametrize("text", ["x", "-1", "8e3", "²"])
def test_a_number_must_be_one(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(ImproperlyConfigured, match="PORT"):
        environment.number("PORT", 8000)


@pytest.mark.parametrize("path", LOCK_FILES, ids=lambda path: path.parent.name)
def test_every_dependency_is_pinned_with_hashes_and_no_index_is_named(path):
    text = path.read_text()
    assert "://" not in text
    assert "--index" not in text
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    for entry in filter(None, entries):
        assert re.match(
            r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ]+ .*\\\n +--hash=sha256:", entry + "\n"
        ), entry


def test_what_runs_is_tested_in_the_same_version():
    pins = [
        set(re.findall(r"^([a-z0-9._-]+)==([^ ]+)", p.read_text(), re.MULTILINE))
        for p in LOCK_FILES
    ]
    assert pins[0] <= pins[1]


def test_every_dependency_of_the_project_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = LOCK_FILES[0].read_text()
    for dependency in project["dependencies"]:
        name = re.match(r"[a-z0-9-]+", dependency)[0]
        assert re.search(rf"^{name}==", locked, re.MULTILINE), name


def test_compose_runs_the_postgresql_that_the_tests_run():
    compose = (ROOT / "docker-compose.yml").read_text()
    from archive.embedded import cluster  # noqa: PLC0415

    version = subprocess.run(
        [cluster.binary("postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    major = re.search(r"\(PostgreSQL\) (\d+)", version)[1]
    assert f"image: postgres:{major}\n" in compose
