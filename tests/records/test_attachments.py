"""Attachments are what their names say, small enough, and out of the web's reach."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter

from accounts.models import User
from organizations.models import Organization
from records.attachments import Attachment, attach, check_file
from tests.portal import PortalClient


def pdf() -> bytes:
    paper, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(paper)
    return paper.getvalue()


def image(kind: str) -> bytes:
    paper = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(paper, kind)
    return paper.getvalue()


def sheet() -> bytes:
    paper = io.BytesIO()
    Workbook().save(paper)
    return paper.getvalue()


def archive(**entries: bytes) -> bytes:
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in entries.items():
            bundle.writestr(name.replace("__", "/"), content)
    return paper.getvalue()


class TestCheckFile:
    @pytest.mark.parametrize(
        ("name", "make"),
        [
            ("総会議事録.pdf", pdf),
            ("領収書.JPG", lambda: image("JPEG")),
            ("地図.png", lambda: image("PNG")),
            ("名簿.xlsx", sheet),
        ],
    )
    def test_takes_what_is_what_it_says(self, name: str, make: Callable[[], bytes]) -> None:
        assert check_file(SimpleUploadedFile(name, make())) == name.rsplit(".", 1)[1].lower()

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("規約.pages", b"x", "受け取れない種類"),
            ("規約", b"x", "受け取れない種類"),
            ("規約.svg", b"<svg onload='alert(1)'/>", "受け取れない種類"),
            ("規約.pdf", b"", "中身がありません"),
            ("規約.pdf", b"<html><script>alert(1)</script>", "開けませんでした"),
            ("規約.pdf", b"%PDF-1.7 and nothing more", "開けませんでした"),
            ("写真.png", b"\x89PNG\r\n\x1a\nbroken", "開けませんでした"),
            ("写真.png", image("JPEG"), "開けませんでした"),
            ("名簿.docx", sheet(), "開けませんでした"),
            ("名簿.xlsx", archive(hello=b"x"), "開けませんでした"),
        ],
    )
    def test_refuses_the_rest_with_a_sentence(self, name: str, content: bytes, sentence: str) -> None:
        with pytest.raises(ValidationError, match=sentence):
            check_file(SimpleUploadedFile(name, content))

    def test_refuses_macros(self) -> None:
        bytes_ = archive(**{"[Content_Types].xml": b"", "word__document.xml": b"", "word__vbaProject.bin": b""})
        with pytest.raises(ValidationError, match="開けません"):
            check_file(SimpleUploadedFile("文書.docx", bytes_))

    def test_refuses_what_unpacks_to_a_mountain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("records.attachments.OFFICE_LIMIT", 1000)
        bytes_ = archive(**{"[Content_Types].xml": b"", "word__document.xml": b"0" * 2000})
        with pytest.raises(ValidationError, match="開けません"):
            check_file(SimpleUploadedFile("文書.docx", bytes_))

    def test_refuses_what_is_too_large_and_names_the_limit(self, settings: LazySettings) -> None:
        settings.UPLOAD_LIMIT = 1024 * 1024
        with pytest.raises(ValidationError, match="1MBより小さく"):
            check_file(SimpleUploadedFile("大きい.pdf", b"%PDF-" + b"0" * 1024 * 1024))


@pytest.mark.django_db
class TestAttach:
    def test_keeps_name_size_and_hash_under_a_name_nobody_guesses(self, north: Organization, nanami: User) -> None:
        kept = attach(north, SimpleUploadedFile("../../議事録.pdf", pdf()), purpose="議事録", by=nanami)
        assert (kept.filename, kept.media_type, len(kept.sha256)) == ("議事録.pdf", "application/pdf", 64)
        assert "議事録" not in str(kept.file.name)
        assert Path(kept.file.path).stat().st_mode & 0o077 == 0

    def test_is_sent_to_its_own_people_and_to_no_neighbour(
        self, north: Organization, nanami: User, kuko: User, as_user: Callable[[User], PortalClient]
    ) -> None:
        kept = attach(north, SimpleUploadedFile("議事録.pdf", pdf()), purpose="議事録", by=nanami)
        address = reverse("records:file", args=[kept.pk])
        answer = as_user(nanami).get(address)
        assert hashlib.sha256(answer.getvalue()).hexdigest() == kept.sha256
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%AD%B0")
        assert as_user(kuko).get(address).status_code == 404

    def test_that_was_removed_is_gone_from_the_page_but_not_from_the_records(
        self, north: Organization, nanami: User, as_user: Callable[[User], PortalClient]
    ) -> None:
        kept = attach(north, SimpleUploadedFile("議事録.pdf", pdf()), purpose="議事録", by=nanami)
        Attachment.objects.filter(pk=kept.pk).update(removed_at=kept.uploaded_at)
        assert not Attachment.objects.about(north).exists()
        assert as_user(nanami).get(reverse("records:file", args=[kept.pk])).status_code == 404
