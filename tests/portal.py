"""The test client that reads every page as an inspector would: whatever a test looks at has to obey the house."""

from collections import Counter
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts import factors, sessions
from accounts.models import User

TYPED = {"input", "select", "textarea"}
UNTYPED = {"hidden", "submit", "button", "image", "reset"}


class Inspector(HTMLParser):
    """Collects what a page must not contain (inline code) and must not lack (labels, a title, the CSRF token)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.tags: Counter[str] = Counter()
        self.open_post_form = False
        self.in_label = 0
        self.feed(html)
        self.close()
        self._judge_page()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        seen = {name: value or "" for name, value in attributes}
        self.tags[tag] += 1
        self._judge_code(tag, seen)
        if "id" in seen:
            self.ids[seen["id"]] += 1
        if tag == "html" and seen.get("lang") != "ja":
            self.faults.append('<html> without lang="ja"')
        if tag == "img" and "alt" not in seen:
            self.faults.append(f"<img src={seen.get('src')}> without alt")
        if tag == "label":
            self.in_label += 1
            self.labelled.add(seen.get("for", ""))
        if tag == "form":
            self.open_post_form = seen.get("method", "").lower() == "post"
        if seen.get("name") == "csrfmiddlewaretoken":
            self.open_post_form = False
        if tag in TYPED and seen.get("type") not in UNTYPED and not self.in_label:
            self.controls.append(seen)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.in_label -= 1
        if tag == "form" and self.open_post_form:
            self.faults.append("a POST form without its CSRF token")

    def handle_data(self, data: str) -> None:
        if self.lasttag != "script" and ("{{" in data or "{%" in data):
            self.faults.append(f"template code on the page: {data.strip()[:80]}")

    def _judge_code(self, tag: str, seen: dict[str, str]) -> None:
        if tag == "style" or "style" in seen:
            self.faults.append(f"inline style in <{tag}>")
        if tag == "script" and "src" not in seen and seen.get("type") != "application/json":
            self.faults.append("inline script")
        self.faults += [f"inline handler {name} in <{tag}>" for name in seen if name.startswith("on")]
        self.faults += [f"javascript: address in <{tag}>" for value in seen.values() if value.startswith("javascript:")]

    def _judge_page(self) -> None:
        self.faults += [f"id {name} stands {count} times" for name, count in self.ids.items() if count > 1]
        self.faults += [
            f"nothing names the field {seen.get('name')}"
            for seen in self.controls
            if seen.get("id", "-") not in self.labelled and not {"aria-label", "aria-labelledby"} & seen.keys()
        ]
        if self.tags["html"] and self.tags["title"] == 0:
            self.faults.append("a page without a title")
        if self.tags["html"] and self.tags["h1"] != 1:
            self.faults.append(f"{self.tags['h1']} <h1> on one page")


class PortalClient(Client):
    """Django's test client; an answer in HTML that breaks a rule of the house fails the test (stock admin excepted)."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        html = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if html and not request["PATH_INFO"].startswith("/admin/"):
            faults = Inspector(response.content.decode()).faults
            assert not faults, f"{request['PATH_INFO']}: " + "; ".join(faults)
        return response


def let_in(browser: Client, user: User) -> None:
    """Signs somebody in without the page for it, as one who has just shown a second factor.

    Staff without this mark are led to show one before anything else (tests/entrance says so).
    """
    browser.force_login(user)
    session = browser.session
    factors.prove(session, user)
    sessions.begin(session, at=timezone.now())
    session.save()
