"""What a browser without a script would send back: the fields of the page's own form, as they stand."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


class FormReader(HTMLParser):
    """Reads form#plan; what lies in a <template> is not part of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.inside = False
        self.templates = 0
        self.area = self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        seen = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.inside = seen.get("id") == "plan"
        self.templates += tag == "template"
        if not self.inside or self.templates:
            return
        if tag == "input":
            self.fields[seen["name"]] = seen.get("value", "")
        elif tag == "textarea":
            self.area = seen["name"]
            self.fields[self.area] = ""
        elif tag == "select":
            self.select = seen["name"]
        elif tag == "option" and self.select and ("selected" in seen or self.select not in self.fields):
            self.fields[self.select] = seen["value"]

    def handle_endtag(self, tag: str) -> None:
        self.templates -= tag == "template"
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.fields[self.area] = self.fields.get(self.area, "").removeprefix("\n")
            self.area = ""
        if tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area and self.inside and not self.templates:
            self.fields[self.area] += data


def form_of(response: HttpResponse | Any) -> dict[str, str]:
    fields = FormReader(response.content.decode()).fields
    assert fields, "no form#plan on the page"
    del fields["csrfmiddlewaretoken"]
    return fields


def rows_of(form: dict[str, str], sheet: str, column: str) -> list[str]:
    """A column of a sheet from top to bottom, as the rows stand on the page."""
    rows = [n for n in range(int(form[f"{sheet}-TOTAL_FORMS"])) if f"{sheet}-{n}-ORDER" in form]
    kept = [n for n in rows if not form[f"{sheet}-{n}-DELETE"]]
    return [form[f"{sheet}-{n}-{column}"] for n in kept]
