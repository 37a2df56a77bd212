"""Puts list, addresses and letters together, and counts: no page is lost, none is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from pypdf import PageObject, PdfReader, PdfWriter

from records.letters import fonts
from records.letters.issuing import file_of
from records.letters.posting.addresses import Address, sheets
from records.letters.posting.layouts import SheetLayout
from records.letters.posting.posting import Posting, PostingPart


@dataclass(frozen=True)
class Bound:
    content: bytes
    counts: Mapping[str, int]  # by the column of the posting


@dataclass
class Binder:
    """The open file, and how many pages of which kind were put into it."""

    duplex: bool
    writer: PdfWriter = field(default_factory=PdfWriter)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("list_pages", "address_pages", "letter_pages", "blank_pages"), 0)
    )

    def add(self, column: str, pages: list[PageObject]) -> None:
        """One part; for both sides of the paper the next one begins on a front page."""
        for page in pages:
            self.writer.add_page(page)
        self.counts[column] += len(pages)
        if self.duplex and len(self.writer.pages) % 2:
            self.writer.add_blank_page()
            self.counts["blank_pages"] += 1

    def finished(self) -> Bound:
        target = BytesIO()
        self.writer.write(target)
        return checked(Bound(target.getvalue(), {**self.counts, "pages": len(self.writer.pages)}))


def bind(posting: Posting) -> Bound:
    """Raises ValidationError with a sentence where the pages of the parts are not those of the whole."""
    parts = list(posting.parts.select_related("letter__organization", "letter__seal").order_by("position"))
    binder = Binder(posting.duplex)
    if posting.with_list:
        binder.add("list_pages", pages_of(cover(posting, parts)))
    for part, address in zip(parts, address_pages(posting, parts), strict=True):
        if address is not None:
            binder.add("address_pages", [address])
        binder.add("letter_pages", letter_pages(part))
    return binder.finished()


def checked(bound: Bound) -> Bound:
    """Read again as whoever prints it reads it."""
    whole, parts = len(PdfReader(BytesIO(bound.content)).pages), sum(bound.counts.values()) - bound.counts["pages"]
    if not whole == bound.counts["pages"] == parts:
        raise ValidationError(f"ページの数が合いません(部分の計{parts}、全体{whole})。もう一度印刷してください。")
    return bound


def pages_of(content: bytes) -> list[PageObject]:
    return list(PdfReader(BytesIO(content)).pages)


def letter_pages(part: PostingPart) -> list[PageObject]:
    """The kept file, whose pages are those counted when it was kept."""
    pages = pages_of(bytes(file_of(part.letter).content))
    if len(pages) != part.pages:
        told = f"記録は{part.pages}、ファイルは{len(pages)}"
        raise ValidationError(f"{part.letter.document_number}のページの数が合いません({told})。")
    return pages


def address_pages(posting: Posting, parts: list[PostingPart]) -> Iterator[PageObject | None]:
    """For each letter the sheet that stands before it, its address where the window is after a three-fold."""
    if posting.window is None:
        yield from (None for _ in parts)
        return
    yield from pages_of(address_pdf([Address.of(part.letter) for part in parts], posting.window, title="宛名票"))


def labels_of(posting: Posting) -> bytes | None:
    if posting.labels is None:
        return None
    addresses = [Address.of(letter) for letter in posting.letters()]
    return address_pdf(addresses, posting.labels, title="宛名ラベル", first=posting.first_label)


def address_pdf(addresses: list[Address], layout: SheetLayout, *, title: str, first: int = 1) -> bytes:
    from records.letters.render import renderer

    html = sheets(addresses, layout, first=first)
    return renderer().pdf(html, title=title, style="address").content


def cover(posting: Posting, parts: list[PostingPart]) -> bytes:
    """発送一覧: every letter with a box to tick when it went into its envelope."""
    from records.letters.render import renderer

    context = {"posting": posting, "parts": parts, "total": sum(part.pages or 0 for part in parts)}
    html = fonts.mark(render_to_string("records/letters/posting/cover.html", context))
    return renderer().pdf(html, title="発送一覧", style="form").content
