# ruff: noqa: INP001, T201 - a program of its own, that talks through its output
"""Read names with spaCy: NAME_RECOGNISER="command:python3 docs/recognisers/spacy_names.py".

Needs spaCy and one of its Dutch models, in the Python that runs this (the archive's own does not
need them): pip install spacy, then python -m spacy download nl_core_news_md. Lines of JSON go in
and out as docs/recognisers.md says.
"""

import json
import sys

import spacy

MODEL = "nl_core_news_md"
KINDS = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
SCORE = 0.8  # spaCy does not say how sure it is of a name


def main() -> None:
    nlp = spacy.load(MODEL, disable=["parser", "lemmatizer", "attribute_ruler"])
    for line in sys.stdin:
        found = nlp(json.loads(line)["text"]).ents
        names = [
            [name.start_char, name.end_char, KINDS[name.label_], SCORE]
            for name in found
            if name.label_ in KINDS
        ]
        print(json.dumps(names), flush=True)


if __name__ == "__main__":
    main()
