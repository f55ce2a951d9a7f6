"""What the environment says, checked at the door with messages that tell what to do."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


def flag(name: str) -> bool:
    """Tell whether a variable is on: ``1``, ``true``, ``yes`` or ``on``, in any case."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """Read a whole number from zero up; raise ``ImproperlyConfigured`` for anything else."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit():
        raise ImproperlyConfigured(f"{name}={text!r} is not a whole number, for example {default}.")
    return int(text)


def name_recogniser() -> str:
    """Read ``NAME_RECOGNISER``: empty, ``command:`` with what to run, or ``module:factory``."""
    text = os.environ.get("NAME_RECOGNISER", "").strip()
    kind, _, rest = text.partition(":")
    is_command = kind == "command" and rest.strip()
    if text and not is_command and not re.fullmatch(r"\w+(\.\w+)*:\w+", text):
        raise ImproperlyConfigured(
            f"NAME_RECOGNISER={text!r} is neither command:<what to run> nor <module>:<factory>, "
            "for example command:python3 docs/recognisers/spacy_names.py"
        )
    return text


def database(embedded_dir: Path) -> dict[str, Any]:
    """Give Django's settings for ``DATABASE_URL``, or for the embedded server without one."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return {
            "ENGINE": "archive.embedded",
            "NAME": "archive",
            "USER": "postgres",
            "OPTIONS": {"data_dir": embedded_dir},
        }
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL cannot be read ({error}). It looks like "
            "postgresql://user:password@host:5432/archive"
        ) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "archive"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }


def secret_key(*, local_file: Path, local: bool) -> str:
    """Find the key that signs sessions.

    ``SECRET_KEY`` comes first, then the file that ``SECRET_KEY_FILE`` names. Without either, a
    ``local`` archive writes itself a key once; any other raises ``ImproperlyConfigured``.
    """
    if key := os.environ.get("SECRET_KEY", "").strip():
        return key
    named = os.environ.get("SECRET_KEY_FILE", "").strip()
    if named and Path(named).is_file():
        return Path(named).read_text(encoding="ascii").strip()
    if named or not local:
        raise ImproperlyConfigured(
            "No secret key. Set SECRET_KEY to a long random text, or SECRET_KEY_FILE to a file "
            "that holds one; make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return _key_written_once(local_file)


def _key_written_once(path: Path) -> str:
    """Read the key in ``path``, writing it first; of two that race, both get the winner's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")


def site_url(default: str) -> tuple[str, str, bool]:
    """Read ``SITE_URL``: the address without a final slash, its host, and whether it is HTTPS."""
    url = os.environ.get("SITE_URL", "").strip().rstrip("/") or default
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise ImproperlyConfigured(
            f"SITE_URL={url!r} is not the address of a site, for example https://archief.example"
        )
    return url, parts.hostname, parts.scheme == "https"
