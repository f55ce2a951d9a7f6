"""The articles of ranked cases: in the JSON itself, or in files that it names."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from articles.evaluation.cases import CaseError, as_record
from articles.parsing import Rejected, parse_article
from articles.samples import plain_text

LONGEST_NAME: Final = 500  # characters
SAMPLES: Final = Path(__file__).resolve().parents[2] / "fixtures" / "news"
# What a field may be called; the first name is that of a record.
FIELDS: Final = {
    "headline": ("headline", "title", "titel"),
    "abstract": ("abstract", "lead", "description", "intro"),
    "datePublished": ("datePublished", "date", "published", "datum"),
    "author": ("author", "byline", "auteur"),
    "publisher": ("publisher", "source", "bron"),
}
TEXTS: Final = ("articleBody", "body", "text", "content", "tekst")
NAMES: Final = ("id", "@id", "identifier", "key", "name", "slug", "file", "path", "url")
FILES: Final = ("file", "path")


def first_of(data: Any, names: Iterable[str]) -> Any:
    """Take the first of these fields that is there."""
    if not isinstance(data, Mapping):
        return None
    return next((data[name] for name in names if data.get(name) is not None), None)


class ArticleReader:
    """Reads the articles of one JSON: key → bytes, and other name → key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.articles: dict[str, bytes] = {}
        self.titles: dict[str, str] = {}

    def read(
        self, said: Any, asked: Iterable[tuple[str, Mapping[str, float]]]
    ) -> tuple[dict[str, bytes], dict[str, str]]:
        """Read what the JSON ``said`` under `articles`; raises ``CaseError``."""
        if said is None:
            self._add_files(self._folder(next((n for _, grades in asked for n in grades), "")))
        elif isinstance(said, Mapping):
            for key, article in said.items():
                self._add(str(key), article)
        elif isinstance(said, str):
            self._add_files(self._files(said))
        elif isinstance(said, list):
            for number, article in enumerate(said):
                if isinstance(article, str) and (files := self._files(article)):
                    self._add_files(files)
                else:
                    name = first_of(article, NAMES)
                    self._add(str(number if name is None else name), article)
        if not self.articles:
            raise CaseError(f"{self.path}: er zijn geen “articles” om in te zoeken.")
        return self.articles, {**{Path(key).stem: key for key in self.articles}, **self.titles}

    def _add(self, key: str, article: Any) -> None:
        if isinstance(article, Mapping):
            title = first_of(article, FIELDS["headline"])
            if isinstance(title, str):
                self.titles.setdefault(title, key)
            if file := first_of(article, FILES) if first_of(article, TEXTS) is None else None:
                [found, *_] = self._files(str(file)) or [self.path.parent / str(file)]
                self.articles[key] = _from_file(found)
                return
            self.articles[key] = _from_object(article)
        elif isinstance(article, str) and article.strip():
            file = next(iter(self._files(article)), None)
            self.articles[key] = _from_file(file) if file else _from_text(article)
        else:
            raise CaseError(f"{self.path}: artikel {key} is geen tekst en geen object.")

    def _add_files(self, files: Iterable[Path]) -> None:
        self.articles |= {file.name: _from_file(file) for file in files}

    def _files(self, name: str) -> list[Path]:
        """Find the files that a name, a folder or a pattern means; none where it is a text."""
        if len(name) > LONGEST_NAME or "\n" in name or not name.strip():
            return []
        for folder in (self.path.parent, SAMPLES):
            place = folder / name
            try:
                if place.is_dir():
                    return sorted(file for file in place.iterdir() if file.is_file())
                if place.is_file():
                    return [place]
                if "*" in name and (found := sorted(_matching(folder, name))):
                    return found
            except (OSError, ValueError, NotImplementedError):  # no name, but a text
                continue
        return []

    def _folder(self, name: str) -> list[Path]:
        """Find the folder with the file that a query calls relevant: all of it is searched."""
        beside = sorted(path for path in self.path.parent.iterdir() if path.is_dir())
        for folder in (*beside, self.path.parent, SAMPLES):
            for file in (folder / name, folder / f"{name}.txt"):
                if name and file.is_file():
                    return sorted(file.parent.glob(f"*{file.suffix}"))
        return []


def _matching(folder: Path, pattern: str) -> Iterator[Path]:
    """Glob, also where the pattern begins with steps up."""
    while pattern.startswith("../"):
        folder, pattern = folder / "..", pattern[3:]
    return folder.glob(pattern)


def _from_file(path: Path) -> bytes:
    try:
        return plain_text(path.read_text(encoding="utf-8")).encode()
    except UnicodeDecodeError:
        return path.read_bytes()  # in another encoding: the real parser's business
    except OSError as error:
        raise CaseError(f"{path}: niet te lezen: {error.strerror}.") from None


def _from_object(article: Mapping[str, Any]) -> bytes:
    text = str(first_of(article, TEXTS) or "")
    said = ((field, first_of(article, names)) for field, names in FIELDS.items())
    details = {field: str(value) for field, value in said if value is not None}
    if "headline" in details or "abstract" in details:
        return as_record(text, **details)
    return _from_text(text, **details)


def _from_text(text: str, **details: str) -> bytes:
    """Let the real parser read a full text; one that it refuses comes in as it stands."""
    data = json.dumps({**details, "text": plain_text(text)}, ensure_ascii=False).encode()
    try:
        parse_article(data)
    except Rejected:
        return as_record(text, **details)
    return data
