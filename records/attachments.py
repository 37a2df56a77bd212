"""Files that belong to a case: sniffed, limited in size, hashed, kept outside the web root under a random name."""

from __future__ import annotations

import hashlib
import secrets
import zipfile
from pathlib import PurePosixPath
from typing import IO, Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from accounts.models import User
from records.cases import Case
from records.events import record

TYPES = {  # extension: the media type that is sent back; nothing else is taken
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OFFICE_HEART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OFFICE_LIMIT = 200 * 1024 * 1024  # bytes unpacked: what opens larger is a bomb, not minutes of a meeting
PIXEL_LIMIT = 80_000_000
TAKEN = "PDF・写真(JPEG、PNG)・Word・Excel・PowerPoint"


def check_file(file: UploadedFile[Any]) -> str:
    """The extension of a file that is what its name says; ValidationError with a sentence otherwise."""
    name = file.name or ""
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    if extension not in TYPES:
        raise ValidationError(f"「{name}」は受け取れない種類のファイルです。{TAKEN}のどれかにしてください。")
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise ValidationError(f"「{name}」は大きすぎます。{limit}MBより小さくして、もう一度選んでください。")
    if not file.size:
        raise ValidationError(f"「{name}」は中身がありません。もう一度選んでください。")
    try:
        genuine = is_genuine(file, extension)
    finally:
        file.seek(0)
    if not genuine:
        raise ValidationError(
            f"「{name}」は開けませんでした。ファイルがこわれていないか確かめ、PDFか写真にして、もう一度選んでください。"
        )
    return extension


def is_genuine(file: IO[bytes], extension: str) -> bool:
    """Whether the content is what the extension says; opened by the library that would read it."""
    file.seek(0)
    if extension == "pdf":
        return file.read(5) == b"%PDF-" and opens_as_pdf(file)
    if extension in OFFICE_HEART:
        return opens_as_office(file, OFFICE_HEART[extension])
    return opens_as_image(file, "PNG" if extension == "png" else "JPEG")


def opens_as_pdf(file: IO[bytes]) -> bool:
    try:
        reader = PdfReader(file)
        return reader.is_encrypted or len(reader.pages) > 0
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError):
        return False


def opens_as_image(file: IO[bytes], expected: str) -> bool:
    try:
        with Image.open(file, formats=[expected]) as image:
            if image.width * image.height > PIXEL_LIMIT:
                return False
            image.verify()
            return True
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return False


def opens_as_office(file: IO[bytes], heart: str) -> bool:
    """A modern Office file without macros, and no zip bomb."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            return (
                heart in names
                and "[Content_Types].xml" in names
                and not any(name.endswith("vbaProject.bin") for name in names)
                and sum(entry.file_size for entry in entries) <= OFFICE_LIMIT
            )
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def private_name(_attachment: Attachment, _filename: str) -> str:
    """A name that says nothing and cannot be guessed; the name people gave is a column."""
    return f"attachments/{timezone.localdate():%Y/%m}/{secrets.token_hex(16)}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def about(self, case: models.Model) -> AttachmentQuerySet:
        return self.filter(
            case_type=ContentType.objects.get_for_model(case), case_id=case.pk, removed_at=None
        ).select_related("uploaded_by")


class Attachment(models.Model):
    """A file of a case. Removing hides it; the row and the file stay for the auditor."""

    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case = GenericForeignKey("case_type", "case_id")
    purpose = models.CharField("書類", max_length=60)
    filename = models.CharField("ファイル名", max_length=255)
    media_type = models.CharField("種類", max_length=100, editable=False)
    size = models.PositiveIntegerField("大きさ(バイト)", editable=False)
    sha256 = models.CharField(max_length=64, editable=False, verbose_name="照合の値(SHA-256)")
    file = models.FileField(upload_to=private_name, max_length=200, verbose_name="ファイル")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="付けた人"
    )
    uploaded_at = models.DateTimeField("付けた日時", default=timezone.now, editable=False)
    removed_at = models.DateTimeField("外した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Attachment]] = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "添付ファイル"
        ordering = ["purpose", "pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="attachment_of_case")]

    def __str__(self) -> str:
        return self.filename


def attach(case: models.Model, file: UploadedFile[Any], *, purpose: str, by: User) -> Attachment:
    """Keeps a file with a case, in the caller's transaction; ValidationError if it is not a file that is taken."""
    extension = check_file(file)
    return Attachment.objects.create(
        case_type=ContentType.objects.get_for_model(case),
        case_id=case.pk,
        purpose=purpose,
        filename=PurePosixPath((file.name or "").replace("\\", "/")).name[-255:],
        media_type=TYPES[extension],
        size=file.size or 0,
        sha256=sha256_of(file),
        file=file,
        uploaded_by=by,
    )


def sha256_of(file: UploadedFile[Any]) -> str:
    content = hashlib.sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    return content.hexdigest()


def papers_for(case: models.Model, purpose: str) -> list[Attachment]:
    """Newest first: what is sent again comes in place of what was sent before."""
    return list(Attachment.objects.about(case).filter(purpose=purpose).order_by("-pk"))


@transaction.atomic
def receive(case: Case, file: UploadedFile[Any], *, purpose: str, by: User) -> Attachment:
    """Attaches a paper and says so in the case's history. The same file sent twice for one purpose is one paper."""
    case.lock()
    if same := Attachment.objects.about(case).filter(purpose=purpose, sha256=sha256_of(file)).first():
        return same
    attachment = attach(case, file, purpose=purpose, by=by)
    comment = f"{purpose}:{attachment.filename}"
    facts: dict[str, Any] = {"attachment": attachment, "sha256": attachment.sha256, "size": attachment.size}
    record(case, f"{case._meta.model_name}.receive", by=by, comment=comment, **facts)
    return attachment


@transaction.atomic
def put_away(attachment: Attachment, case: Case, *, by: User) -> None:
    """Hides a paper that was attached by mistake; row and file stay for the auditor."""
    case.lock()
    attachment.refresh_from_db()
    if attachment.removed_at is None:
        attachment.removed_at = timezone.now()
        attachment.save(update_fields=["removed_at"])
        comment = f"{attachment.purpose}:{attachment.filename}"
        record(case, f"{case._meta.model_name}.put_away", by=by, comment=comment)
