"""The real settings, on a database server and files of the benchmark's own.

``BENCH_SIZE`` says which archive under ``var/bench/``, ``BENCH_DATABASE`` which database of it.
An operator's ``DATABASE_URL`` is left alone: the benchmark fills and empties what it measures.
"""

import os

for _name in ("DATABASE_URL", "DEBUG", "SITE_URL", "BIND"):
    os.environ.pop(_name, None)
os.environ.setdefault("SECRET_KEY", "a benchmark keeps no secrets, so this one need not be one")

from archive.settings import *  # noqa: E402, F403
from archive.settings import DATABASES, INSTALLED_APPS, VAR_DIR  # noqa: E402

BENCH_DIR = VAR_DIR / "bench" / os.environ.get("BENCH_SIZE", "1000")
DATABASES["default"]["OPTIONS"]["data_dir"] = BENCH_DIR / "postgres"
DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE", "archive")
STATIC_ROOT = BENCH_DIR / "static"
INSTALLED_APPS += ["tests.bench.plain"]  # the ordinary Django way, for comparison
