"""The settings under test: as in production, on a database server of their own."""

import os

from archive.settings import *  # noqa: F403
from archive.settings import DATABASES, STORAGES, VAR_DIR

database = DATABASES["default"]
if database["ENGINE"] == "archive.embedded":
    # Apart from the archive's own, so that no test run can touch it.
    database["OPTIONS"]["data_dir"] = VAR_DIR / "test-postgres"
# Two runs at once need a database each.
database["TEST"] = {"NAME": os.environ.get("TEST_DATABASE_NAME", f"test_{database['NAME']}")}

SECRET_KEY = "only for tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = False
