"""Fill in a page's form as a browser does: take what stands there, change some, send all."""

from html.parser import HTMLParser

UNSENT = {"submit", "checkbox", "radio"}


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.name = self.text_of = ""
        self.inside_form = False

    def handle_starttag(self, tag, attributes) -> None:
        given = dict(attributes)
        kind, name, value = given.get("type", "text"), given.get("name"), given.get("value") or ""
        if tag == "form":
            self.inside_form = given.get("id", "").endswith("_form")
        elif not self.inside_form:
            return
        elif tag in {"textarea", "select"}:
            self.name = name
            self.text_of = name if tag == "textarea" else ""
            self.data.setdefault(name, [""] if tag == "textarea" else [])
        elif tag == "option" and "selected" in given:
            self.data[self.name].append(value)
        elif tag == "input" and name and (kind not in UNSENT or "checked" in given):
            self.data.setdefault(name, []).append(value or "on" * (kind == "checkbox"))

    def handle_endtag(self, tag) -> None:
        if tag in {"textarea", "select"}:
            self.name = self.text_of = ""
        elif tag == "form":
            self.inside_form = False

    def handle_data(self, data) -> None:
        if self.text_of:
            self.data[self.text_of][0] += data


def fields_of(response) -> dict[str, list[str]]:
    """The form's fields as they stand on the page."""
    parser = _Fields()
    parser.feed(response.content.decode())
    data = parser.data
    # The line feed right after <textarea> is the template's, not the text's.
    return {name: [value.removeprefix("\n") for value in data[name]] for name in data}


def send(client, address: str, _button: str = "_save", **changes):
    """Open a form, change some of it, press a button; returns the answer, redirects followed."""
    data = {**fields_of(client.get(address)), **changes, _button: "x"}
    return client.post(address, data, follow=True)
