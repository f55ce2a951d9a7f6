"""Where files come from: paths, folders, zip and tar archives, standard input.

Everything is read one file at a time and never unpacked to disk. A file that cannot be read
arrives all the same, with the reason, so that a report can name it.
"""

from articles.arrivals.arrival import Arrival, printable
from articles.arrivals.places import read_arrivals, read_upload

__all__ = ["Arrival", "printable", "read_arrivals", "read_upload"]
