"""Put the measurements into one object, print them, and compare sizes."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from tests.bench.figures import Timings, spread

OURS = ("search", "page", "json")
PEERS = ("fts5", "tantivy", "django")
NAMES = {
    "search": "our search layer",
    "page": "our page (gunicorn, HTML)",
    "json": "our JSON (gunicorn)",
    "fts5": "SQLite FTS5",
    "tantivy": "tantivy",
    "django": "ordinary Django",
}


def build_report(
    *, size: int, timings: Timings, intake: Mapping[str, Any], facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Build the object that is saved. Times are in milliseconds, rates in articles a second.

    ``facts`` go in as they are: machine, estimates, ranking, save_ms, sizes, refused.
    """
    peers = {name: _system(timings, name) for name in PEERS if name in timings.samples}
    search = _system(timings, "search")
    report = {
        "size": size,
        "queries": len(timings.queries),
        "rounds": timings.rounds,
        **{name: _system(timings, name) for name in OURS if name in timings.samples},
        "peers": peers,
        "ratios": {name: _ratio(peer["p95"], search["p95"]) for name, peer in peers.items()},
        "ratios_p50": {name: _ratio(peer["p50"], search["p50"]) for name, peer in peers.items()},
        "import": dict(intake),
        **facts,
        "by_query": _by_query(timings),
    }
    if "save_ms" in facts:
        report["import"]["save_ms"] = facts["save_ms"]
    return report


def _system(timings: Timings, name: str) -> dict[str, Any]:
    summary: dict[str, Any] = dict(spread(timings.of(name)))
    summary["by_kind"] = {kind: spread(timings.of(name, kind)) for kind in timings.kinds}
    if timings.timed_out[name]:
        summary["timed_out"] = sorted(set(timings.timed_out[name]))
    return summary


def _ratio(theirs: float, ours: float) -> float:
    return round(theirs / max(ours, 0.001), 2)


def _by_query(timings: Timings) -> list[dict[str, Any]]:
    rows = []
    for place, asked in enumerate(timings.queries):
        answers = {name: found[place] for name, found in timings.answers.items() if found[place]}
        ours = answers.get("search")
        rows.append(
            {
                "kind": asked.query.kind,
                "query": str(asked.query),
                "exact": ours.exact if ours else None,
                "counts": {name: answer.count for name, answer in answers.items() if answer},
                "p50": {
                    name: spread(samples[place])["p50"] for name, samples in timings.samples.items()
                },
            }
        )
    return rows


def disagreements(report: Mapping[str, Any], *, share: float = 0.05) -> list[str]:
    """List where a peer counts otherwise than we do, by more than a share of our count."""
    lines = []
    for row in report["by_query"]:
        ours = row["counts"].get("search")
        others = {name: n for name, n in row["counts"].items() if name != "search"}
        far = {name: n for name, n in others.items() if abs(n - ours) > max(share * ours, 5)}
        if far:
            said = ", ".join(f"{name} {n:,}" for name, n in far.items())
            lines.append(f"{row['kind']}: {row['query'][:60]} – ours {ours:,}, {said}")
    return lines


# In print


def as_text(report: Mapping[str, Any]) -> str:
    """Lay the report out for a terminal."""
    systems = _present(report)
    lines = [f"{report['size']:,} articles, {report['queries']} queries, milliseconds", ""]
    lines.append(_row("", *("p50", "p95", "p99", "ratio of p95")))
    for name, system in systems.items():
        ratio = _ratio(system["p95"], report["search"]["p95"])
        lines.append(_row(NAMES[name], *(system[p] for p in ("p50", "p95", "p99")), ratio))
    lines += ["", "p95 by kind", _row("", *systems)]
    for kind in report["search"]["by_kind"]:
        lines.append(_row(kind, *(system["by_kind"][kind]["p95"] for system in systems.values())))
    far = disagreements(report)
    lines += ["", f"Counts that differ by more than 5 %: {len(far)} queries", *far[:40]]
    lines += ["", *_facts(report)]
    return "\n".join(lines)


def _present(report: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: report[name] for name in OURS if name in report},
        **{name: report["peers"][name] for name in PEERS if name in report["peers"]},
    }


def _row(label: str, *values: Any) -> str:
    cells = (
        f"{value:>14,.1f}" if isinstance(value, float) else f"{value!s:>14}" for value in values
    )
    return f"{label:26}{''.join(cells)}"


def _facts(report: Mapping[str, Any]) -> list[str]:
    lines = []
    for name in ("import", "estimates", "ranking", "save", "sizes", "refused", "machine"):
        if name in report:
            plain = {
                key: value
                for key, value in report[name].items()
                if not isinstance(value, list | dict) or name == "machine"
            }
            lines.append(f"{name}: {plain}")
    astray = report.get("ranking", {}).get("below_1", {})
    for query, share in sorted(astray.items(), key=lambda pair: pair[1])[:20]:
        lines.append(f"first ten agree {share:.0%}: {query[:80]}")
    return lines


# Side by side


def as_markdown(reports: Sequence[Mapping[str, Any]]) -> str:
    """Tabulate p95 at each size, how it grows, and the import."""
    sizes = [f"{report['size']:,}" for report in reports]
    names = [name for name in NAMES if any(name in _present(report) for report in reports)]
    head = ["milliseconds, p95 (p50)", *sizes, *(f"growth to {size}" for size in sizes[1:])]
    lines = [_markdown_row(head), _markdown_row(["---", *["---:"] * (len(head) - 1)])]
    for name in names:
        systems = [_present(report).get(name) for report in reports]
        cells = [f"{s['p95']:,.1f} ({s['p50']:,.1f})" if s else "–" for s in systems]
        growth = [
            f"× {after['p95'] / before['p95']:.2f}" if before and after else "–"
            for before, after in pairwise(systems)
        ]
        lines.append(_markdown_row([NAMES[name], *cells, *growth]))
    lines += ["", *_other_figures(reports, sizes)]
    return "\n".join(lines) + "\n"


def _other_figures(reports: Sequence[Mapping[str, Any]], sizes: list[str]) -> list[str]:
    figures = {
        "import, articles a second": lambda r: f"{r['import']['rate']:,.0f}",
        "with the recogniser of names": lambda r: f"{r['import']['recognised']['rate']:,.0f}",
        "the floor, articles a second": lambda r: f"{r['import']['floor_rate']:,.0f}",
        "share of the floor": lambda r: f"{r['import']['share']:.0%}",
        "memory of the import (PSS), MB": lambda r: f"{r['import']['peak_rss_mb']:,.0f}",
        "an editor's save until found, ms": lambda r: f"{r['save_ms']:,.0f}",
        "worst estimate over 20,000 hits": lambda r: f"{r['estimates']['worst_error']:.1%}",
        "first ten as when all are ranked": lambda r: f"{r['ranking']['agreement10']:.0%}",
        "archive on disk, MB": lambda r: f"{r['sizes']['archive_mb']:,.0f}",
        **{
            f"{NAMES[peer]} on disk, MB": lambda r, peer=peer: f"{r['sizes']['peers'][peer]:,.0f}"
            for peer in PEERS
        },
    }
    lines = [_markdown_row(["", *sizes]), _markdown_row(["---", *["---:"] * len(sizes)])]
    for label, write in figures.items():
        lines.append(_markdown_row([label, *(_written(write, report) for report in reports)]))
    return lines


def _written(write: Any, report: Mapping[str, Any]) -> str:
    try:
        return str(write(report))
    except (KeyError, TypeError):  # this run left it out
        return "–"


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
