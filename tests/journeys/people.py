"""Somebody at a browser of their own, who does what a person does: reads, types, presses, and looks at the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

from django.utils import timezone
from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, ViewportSize, expect
from pypdf import PdfReader, PdfWriter

from accounts import factors
from accounts.models import User
from records.era import era_of, year_name

PASSWORD = "correct horse battery"  # of the cast's accounts
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def label(text: str) -> re.Pattern[str]:
    """A field's label, with or without the mark behind it."""
    return re.compile(rf"^\s*{re.escape(text)}\s*(必須|任意)?\s*$")


@dataclass
class Person:
    """``page`` is where the person is; ``album`` keeps a picture under the number of its turn."""

    page: Page
    portal: str
    album: Callable[[str], Path]
    been: set[str] = field(default_factory=set)  # every address that was opened

    def __post_init__(self) -> None:
        self.page.on("framenavigated", lambda frame: self.been.add(frame.url))

    def sign_in(self, mail: str, password: str = PASSWORD) -> None:
        self.page.goto(f"{self.portal}/")
        self.page.get_by_label("メールアドレス").fill(mail)
        self.page.get_by_label("パスワード").fill(password)
        self.press("サインインする")
        user = User.objects.get(email=mail)
        if factors.must_have_one(user, on=timezone.localdate()):
            self.show_second_factor(user)

    def show_second_factor(self, user: User) -> None:
        """The first time the portal leads to set one up, from then on it asks for the code."""
        if factors.has_one(user):
            self.on("2つめの確認")
            self.type("6けたの番号", factors.current_code(user))
            self.press("確かめて入る")
            return
        self.on("2つめの確認を用意する")
        self.go("認証アプリを使う")
        self.on("認証アプリを足す")
        self.type("6けたの番号", factors.code_of(self.page.locator("#secret").inner_text()))
        self.press("この番号で登録する")
        self.on("回復コード")
        self.page.goto(f"{self.portal}/")

    def go(self, *names: str) -> None:
        """Follows links, one after another."""
        for name in names:
            self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()

    def menu(self, name: str) -> None:
        menu = self.page.get_by_role("navigation", name="メニュー")
        link = menu.get_by_role("link", name=re.compile(rf"^{re.escape(name)}[\s\d件]*$"))
        if not link.is_visible():
            menu.get_by_text("メニュー").click()
        link.click()

    def take_up(self, body: str, case: str) -> None:
        """Opens what waits for somebody of the city."""
        self.menu("待っているもの")
        self.page.get_by_role("row").filter(has_text=case).get_by_role("link", name=body, exact=True).click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def type(self, name: str, text: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(label(name)).fill(text)

    def cell(self, name: str) -> Locator:
        """A cell of a sheet by its row and column: 「事業1 事業費」. A row that was deleted is out of sight."""
        return self.page.get_by_label(name, exact=True).filter(visible=True)

    def choose(self, name: str, option: str) -> None:
        """One of a list; one or several of a group are picked with ``pick``."""
        self.page.get_by_label(label(name)).select_option(label=option)

    def pick(self, group: str, *options: str) -> None:
        for option in options:
            self.group(group).get_by_label(option, exact=True).check()

    def date(self, name: str, day: date) -> None:
        era = era_of(day)
        boxes = self.group(name)
        boxes.get_by_label("元号").select_option(era.name)
        for part, value in (("年", year_name(era, day.year)), ("月", str(day.month)), ("日", str(day.day))):
            boxes.get_by_label(part, exact=True).fill(value)

    def group(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=label(name))

    def attach(self, name: str, *files: FilePayload) -> None:
        self.page.get_by_label(label(name)).set_input_files(files)

    def told(self, sentence: str) -> None:
        """The portal's answer stands on the page."""
        expect(self.page.get_by_role("status").filter(has_text=sentence)).to_be_visible()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def sees_not(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_role("main")).not_to_contain_text(text)

    def on(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def pdf(self, link: str) -> str:
        """The text of the PDF to which a link or button leads, without spaces and line breaks; then back again."""
        here = self.page.url
        with self.page.expect_request(re.compile(r"\.pdf")) as asked:
            self.page.get_by_role("link", name=link).or_(self.page.get_by_role("button", name=link)).click()
        self.page.goto(here)
        answer = self.page.request.get(asked.value.url)
        assert answer.headers["content-type"] == "application/pdf"
        pages = PdfReader(BytesIO(answer.body())).pages
        return "".join("".join(page.extract_text().split()) for page in pages)

    def shot(self, name: str, *, phone: bool = False) -> None:
        """A picture of the whole page on a desk's screen, and on a telephone's."""
        self.picture(name, DESK)
        if phone:
            self.picture(f"{name}-phone", PHONE)
            self.page.set_viewport_size(DESK)

    def picture(self, name: str, window: ViewportSize) -> None:
        """Through a window as high as the page, in which nothing has to stick to an edge."""
        self.page.set_viewport_size(window)
        self.page.wait_for_load_state()
        height = self.page.locator("html").evaluate("page => page.scrollHeight")  # waits where a page is just coming
        self.page.set_viewport_size({"width": window["width"], "height": max(height, window["height"])})
        self.page.screenshot(path=self.album(name))
        self.page.set_viewport_size(window)


def paper(title: str) -> FilePayload:
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(content)
    return {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": content.getvalue()}


def photograph(title: str) -> FilePayload:
    content = BytesIO()
    Image.new("RGB", (640, 480), "white").save(content, "JPEG")
    return {"name": f"{title}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def spreadsheet(title: str, *rows: tuple[str, ...]) -> FilePayload:
    book, content = Workbook(), BytesIO()
    assert book.active
    for row in rows:
        book.active.append(row)
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": f"{title}.xlsx", "mimeType": kind, "buffer": content.getvalue()}
