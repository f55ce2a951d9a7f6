"""How gunicorn serves the archive: for two cores by default, on any door the operator names."""

import gc
import os
from typing import Any

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(os.cpu_count() or 2, 8))
worker_class = "gthread"
# Many more than the pages worked on at once (PAGES_AT_ONCE), so that one is free to say "busy".
threads = int(os.environ.get("WEB_THREADS") or 48)
timeout = 60
graceful_timeout = 10
keepalive = 5
# Beats in memory, so that a slow disk does not look like a hung worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 8190
# Signals are enough; a control socket would stand outside the project, in the home folder.
control_socket_disable = True
loglevel = "warning"


def collect_seldom() -> None:
    """Let Python look for cycles among what is new, and seldom among the dictionaries.

    A page leaves few cycles; to look through all that a worker holds takes some 100 ms, which
    one reader in twenty waited for, and now one in a thousand.
    """
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, 1000)


def post_worker_init(_worker: Any) -> None:
    """Give this worker's connections a pool and a time limit for each statement."""
    collect_seldom()
    from django.conf import settings  # noqa: PLC0415 - gunicorn reads this file before Django
    from django.db import connections  # noqa: PLC0415

    options = connections.settings["default"]["OPTIONS"]
    options["options"] = " ".join(
        part
        for part in (
            options.get("options", ""),
            f"-c statement_timeout={settings.STATEMENT_TIMEOUT_MS}",
        )
        if part
    )
    # One for each page in work, and one to say how the site does.
    most = settings.PAGES_AT_ONCE + settings.ADMIN_PAGES_AT_ONCE + 1
    options["pool"] = {"min_size": 1, "max_size": most, "timeout": 5}
