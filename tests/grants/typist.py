"""An officer who types the formula of a rule book into the portal, box by box."""

from __future__ import annotations

from typing import Any, Protocol

from django.urls import reverse

from grants.forms.formula import shown
from grants.formula.book import Book
from grants.formula.fields import LISTED, PART, PARTS, ROUNDING
from grants.formula.kinds import KINDS
from grants.formula.writing import rule_document
from grants.models import Scheme
from organizations.models import Organization
from tests.grants.test_city_pages import sheet
from tests.portal import PortalClient


class Pages(Protocol):
    browser: PortalClient
    money: Scheme

    def types(self, at: str, kind: str = "", **typed: str) -> str: ...


def bodies_named_in(doc: Any) -> set[str]:
    """The organizations that a formula names."""
    if isinstance(doc, dict):
        own = {doc["organization"]} if "organization" in doc else set()
        return own.union(*(bodies_named_in(each) for each in doc.values()))
    return set().union(*(bodies_named_in(each) for each in doc)) if isinstance(doc, list) else set()


class Typist:
    def __init__(self, pages: Pages, book: Book) -> None:
        self.pages, self.doc = pages, rule_document(book.rule)
        self.names = {figure.name: code for code, figure in book.rule.known.items()}

    def enters_everything(self) -> None:
        self.rows("counted", [self.counted(code, each) for code, each in self.doc.get("figures", {}).items()])
        pools = self.doc.get("pools", {})
        self.rows("pools", [{"code": code, **each, "less": ""} for code, each in pools.items()])
        for at, each in enumerate(self.doc["components"]):
            self.component(f"components.{at}", each)
        told = [{"code": code, **each, "less": "、".join(each.get("less", []))} for code, each in pools.items()]
        self.rows("pools", told)
        limits = {name: str(self.doc["total"].get(name, "")) for name in ("floor", "budget")}
        self.post("formula_total", limits)

    def post(self, name: str, typed: dict[str, str], *more: str) -> None:
        url = reverse(f"grants:{name}", args=[self.pages.money.pk, *more])
        assert "保存しました" in self.pages.browser.post(url, typed, follow=True).text

    def rows(self, kind: str, rows: list[dict[str, str]]) -> None:
        if rows:
            self.post("scheme_rows", sheet(kind, *rows), kind)

    def counted(self, code: str, figure: dict[str, Any]) -> dict[str, str]:
        blank = {"unit": "", "value": "", "missing": "", "base_date": "", "cut": "", "mode": ""}
        rounding = figure.get("round", {})
        told = {name: str(each) for name, each in figure.items() if name in ("name", "unit", "value", "missing")}
        cut = {"cut": str(rounding.get("unit", "")), "mode": rounding.get("mode", "")}
        return {**blank, "code": code, "base_date": figure.get("base_date", ""), **told, **cut}

    def component(self, at: str, doc: dict[str, Any]) -> None:
        """The boxes first, then what lies inside; each page shows the next place."""
        kind = KINDS[doc["kind"]]
        typed: dict[str, str] = {}
        inside: list[tuple[str, dict[str, Any]]] = []
        for spec in kind.specs().values():
            value = doc.get(spec.key)
            if value is None or value is False:
                continue
            if spec.type == PARTS:
                inside += [(f"{at}.{spec.key}.{number}", each) for number, each in enumerate(value)]
            elif spec.type == PART:
                inside.append((f"{at}.{spec.key}", value))
            elif spec.type == LISTED:
                self.subsidies(value)
            elif spec.type == ROUNDING:
                typed |= {"round": value["mode"], "unit": str(value.get("unit", ""))}
            else:
                typed[spec.key] = "on" if value is True else str(shown(spec, value, self.names))
        assert "保存しました" in self.pages.types(at, doc["kind"], **typed)
        for place, each in inside:
            self.component(place, each)

    def subsidies(self, listed: list[dict[str, Any]]) -> None:
        keys = {body.name: str(body.pk) for body in Organization.objects.all()}
        told = [{"basis": "", **row, "amount": str(row["amount"])} for row in listed]
        self.rows("subsidies", [{**row, "organization": keys[row["organization"]]} for row in told])
