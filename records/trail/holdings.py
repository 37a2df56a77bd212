"""What the trail says of letters and files, held against what is kept: their bytes, not only their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

from records.trail.verify import Fault, rows

FEW = 20  # letters with their files that are in memory together
BLOCK = 1024 * 1024

LETTERS = """
    WITH issued AS (
        SELECT DISTINCT (facts -> 'letter' ->> 'id')::bigint AS letter, facts ->> 'number' AS number,
               facts ->> 'html_sha256' AS html_sha256
        FROM records_event WHERE verb IN ('letter.issued', 'letter.reissued', 'letter.corrected')
    ), kept AS (
        SELECT case_id AS letter, min(facts ->> 'sha256') AS sha256
        FROM records_event WHERE verb = 'letter.keep' GROUP BY case_id
    ), erased AS (
        SELECT jsonb_array_elements_text(facts -> 'erased' -> 'records.letter')::bigint AS letter
        FROM records_event WHERE verb = 'disposal.approve'
    )
    SELECT coalesce(letter.id, issued.letter), letter.id IS NOT NULL, issued.letter IS NOT NULL, issued.number,
           letter.symbol || '第' || letter.number || '号', letter.html,
           coalesce(issued.html_sha256, letter.html_sha256), file.content, coalesce(kept.sha256, file.sha256),
           letter.html = '' AND letter.id IN (SELECT erased.letter FROM erased)
    FROM issued
    FULL JOIN records_letter letter ON letter.id = issued.letter
    LEFT JOIN kept ON kept.letter = coalesce(letter.id, issued.letter)
    LEFT JOIN records_letterfile file ON file.letter_id = letter.id
    ORDER BY 1
"""

FILES = """
    WITH erased AS (
        SELECT jsonb_array_elements_text(facts -> 'erased' -> 'records.attachment')::bigint AS attachment
        FROM records_event WHERE verb = 'disposal.approve'
    ), received AS (
        SELECT (facts -> 'attachment' ->> 'id')::bigint AS attachment, facts ->> 'sha256' AS sha256
        FROM records_event WHERE facts ? 'attachment' AND facts ? 'sha256'
    )
    SELECT coalesce(attachment.id, received.attachment), attachment.filename, attachment.file,
           coalesce(received.sha256, attachment.sha256)
    FROM received FULL JOIN records_attachment attachment ON attachment.id = received.attachment
    WHERE attachment.id IS NULL OR attachment.file <> '' OR attachment.id NOT IN (SELECT erased.attachment FROM erased)
    ORDER BY 1
"""


@dataclass(frozen=True)
class KeptLetter:
    """A letter as the trail and the tables have it."""

    key: int
    stands: bool
    was_issued: bool
    number_issued: str | None
    number: str | None
    html: str | None
    html_sha256: str | None
    content: bytes | None
    content_sha256: str | None
    is_erased: bool | None  # disposed of, as an approved list says: text and file are gone by right

    def faults(self) -> Iterator[str]:
        if not self.stands:
            yield f"出した通知書({self.number_issued})の行が消されています。"
            return
        if not self.was_issued:
            yield "出した記録がありません。あとから入れられた通知書です。"
        elif self.number != self.number_issued:
            yield f"番号が、出したときの{self.number_issued}から書きかえられています。"
        if self.is_erased:
            return
        if sha256(self.html.encode() if self.html is not None else b"") != self.html_sha256:
            yield "本文が書きかえられています。"
        if self.content is None and self.content_sha256:
            yield "PDFの行が消されています。"
        elif self.content is not None and sha256(self.content) != self.content_sha256:
            yield "PDFの中身が書きかえられています。"


@dataclass
class Holdings:
    """Goes through all that is kept, once, and counts it."""

    letters: int = 0
    files: int = 0

    def faults(self) -> Iterator[Fault]:
        for row in rows(LETTERS, at_once=FEW):
            letter = KeptLetter(*row)
            self.letters += 1
            name = f"通知書{letter.key}({letter.number or letter.number_issued})"
            yield from (Fault(name, sentence) for sentence in letter.faults())
        for row in rows(FILES):
            self.files += 1
            yield from self.file(*row)

    def file(self, key: int, filename: str | None, path: str | None, expected: str) -> Iterator[Fault]:
        name = f"添付ファイル{key}({filename})"
        if path is None:
            yield Fault(f"添付ファイル{key}", "行が消されています。")
        elif not default_storage.exists(path):
            yield Fault(name, "ファイルがありません。")
        elif of_file(path) != expected:
            yield Fault(name, "中身が書きかえられています。")


def sha256(content: Any) -> str:
    return hashlib.sha256(content).hexdigest()


def of_file(path: str) -> str:
    """A block at a time: an attachment may be as large as the memory that is left."""
    seen = hashlib.sha256()
    with default_storage.open(path) as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            seen.update(block)
    return seen.hexdigest()
