"""Run gunicorn inside a management command."""

import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from archive import gunicorn_conf


def is_port_free(port: int) -> bool:
    """Tell whether a server can listen on ``port`` of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class _Server(BaseApplication):
    """gunicorn with the settings of ``gunicorn_conf.py`` and one hook more."""

    def __init__(self, on_ready: Callable[[], None]) -> None:
        self.on_ready = on_ready
        super().__init__()

    def load_config(self) -> None:
        for name, value in vars(gunicorn_conf).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)
        self.cfg.set("when_ready", lambda _server: self.on_ready())

    def load(self) -> Any:
        # Only now: the application looks for the static files that were just collected.
        from archive.wsgi import application  # noqa: PLC0415

        return application


def serve(*, on_ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; ``on_ready`` is called once the port is open."""
    _Server(on_ready).run()
