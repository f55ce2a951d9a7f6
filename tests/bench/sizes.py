"""What things weigh on disk, in megabytes, and what machine they were measured on."""

import os
import platform
import sqlite3
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil
from django.db import connection

MEGABYTE = 1_048_576
_TABLES = """
SELECT c.relname, pg_relation_size(c.oid), pg_indexes_size(c.oid),
    coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0), pg_total_relation_size(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = 'public' AND c.relname ~ %s
ORDER BY c.relname
"""
_INDEXES = """
SELECT i.relname, pg_relation_size(i.oid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relname = 'articles_article' ORDER BY 2 DESC
"""


def sizes_on_disk(peers: Mapping[str, Path]) -> dict[str, Any]:
    """Weigh our tables with their indexes, and each peer; ``peers`` names their files."""
    ours, plain = _tables("^articles_"), _tables("^plain_")
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES)
        indexes = {name: _mb(size) for name, size in cursor.fetchall()}
    sizes: dict[str, Any] = {
        "archive_mb": _sum(ours, "total"),
        "article": {**ours["articles_article"], "by_index": indexes},
        "tables": {name: table["total"] for name, table in ours.items()},
        "peers": {name: _mb(_weight(path)) for name, path in peers.items() if path.exists()},
    }
    if plain:
        sizes["peers"]["django"] = _sum(plain, "total")
        sizes["django"] = plain
    return sizes


def _tables(pattern: str) -> dict[str, dict[str, float]]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [pattern])
        return {
            name: dict(zip(("table", "indexes", "toast", "total"), map(_mb, sizes), strict=True))
            for name, *sizes in cursor.fetchall()
        }


def _sum(tables: Mapping[str, Mapping[str, float]], part: str) -> float:
    return round(sum(table[part] for table in tables.values()), 1)


def _mb(size: int) -> float:
    return round(size / MEGABYTE, 1)


def _weight(path: Path) -> int:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(file.stat().st_size for file in files)


def machine() -> dict[str, Any]:
    """Describe the machine and the versions of what was measured."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
        cursor.execute("SHOW shared_buffers")
        buffers = cursor.fetchone()[0]
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / MEGABYTE / 1024, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgresql": server,
        "shared_buffers": buffers,
        "sqlite": sqlite3.sqlite_version,
        **{name: _version(name) for name in ("django", "tantivy", "psycopg", "gunicorn")},
        "load_before": [round(load, 2) for load in os.getloadavg()],
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
