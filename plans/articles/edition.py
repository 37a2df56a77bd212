"""One version of an article: written by one, checked and published by another, readable until the next one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from plans.articles.article import Article, Kind
from plans.articles.columns import COLUMNS, LABELS, NEEDED, EditionColumns, Status
from plans.articles.querysets import EditionQuerySet
from records.attachments import attach
from records.cases import NotNow, spoken
from records.events import record
from records.mail import post
from records.prose import plain
from records.telling import made

PAGES = {Kind.CHAPTER: "chapter", Kind.QUESTION: "question", Kind.CASE: "case", Kind.NEWS: "news"}
SUMMARY = 110  # characters that a list shows
PHOTO = "写真"


class ArticleEdition(EditionColumns):
    Status = Status
    MOVES: ClassVar[Any] = {
        "write": ({Status.DRAFT, Status.RETURNED}, Status.DRAFT),
        "ask": ({Status.DRAFT, Status.RETURNED}, Status.ASKED),
        "take_back": ({Status.ASKED}, Status.DRAFT),
        "send_back": ({Status.ASKED}, Status.RETURNED),
        "publish": ({Status.ASKED}, Status.PUBLISHED),
        "supersede": ({Status.PUBLISHED}, Status.SUPERSEDED),
        "withdraw": ({Status.PUBLISHED}, Status.WITHDRAWN),
        "drop": ({Status.DRAFT, Status.RETURNED}, Status.DROPPED),
    }
    NOT_NOW: ClassVar[Any] = {
        "write": "確認に出したあとの版は、書きかえられません。取りもどすか、公開のあとに新しい版を書いてください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "記事を書きはじめました",
        "write": "記事を書いて保存しました",
        "receive": "写真を入れました",
        "put_away": "写真を外しました",
        "describe_photos": "写真の説明を書きました",
        "ask": "確認を頼みました",
        "take_back": "確認を頼むのをやめました",
        "send_back": "直すところを伝えました",
        "publish": "確かめて公開しました",
        "supersede": "新しい版に代わりました",
        "withdraw": "公開をやめました",
        "drop": "書くのをやめました",
        "revise": "新しい版を書きはじめました",
    }

    objects: ClassVar[models.Manager[ArticleEdition]] = EditionQuerySet.as_manager()

    class Meta(EditionColumns.Meta):
        verbose_name = verbose_name_plural = "記事の版"
        ordering = ["article", "-version"]

    def __str__(self) -> str:
        return f"{self.article.get_kind_display()}「{self.title}」"

    def get_absolute_url(self) -> str:
        """The page at which it is worked on; what everybody reads is ``public_url``."""
        return reverse("articles:detail", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse(f"library:{PAGES[Kind(self.article.kind)]}", args=[self.article_id])

    @property
    def organization(self) -> Organization | None:
        return self.article.organization

    @property
    def summary(self) -> str:
        text = plain(self.purpose or self.text)
        return text if len(text) <= SUMMARY else f"{text[:SUMMARY]}…"

    @property
    def is_open(self) -> bool:
        """Somebody may write in it."""
        return self.can("write")

    @property
    def cover(self) -> Any:
        """The photo of its card, if there is one."""
        return next(iter(self.photos.all()), None)

    def label_of(self, column: str) -> str:
        usual = self._meta.get_field(column).verbose_name  # type: ignore[union-attr]
        return LABELS.get(self.article.kind, {}).get(column, str(usual))

    @classmethod
    @transaction.atomic
    def begin(
        cls, kind: str, *, by: User, organization: Organization | None = None, is_from_body: bool = False, **to: Any
    ) -> ArticleEdition:
        """A new article as a draft; ``is_from_body``: the organization writes it itself and the city checks it."""
        article = Article.objects.create(kind=kind, organization=organization, is_from_body=is_from_body)
        with spoken(cls):
            edition = cls.objects.create(article=article, written_by=by, **to)
        record(edition, "articleedition.begin", by=by, changes=made(edition, COLUMNS[kind]))
        return edition

    @transaction.atomic
    def write(self, *, by: User, **to: Any) -> None:
        """What stands in the columns of its kind; whoever wrote last cannot check it."""
        self.take("write", by=by, to=to)
        self.written_by, self.written_at = by, timezone.now()
        with spoken(ArticleEdition):
            self.save()

    def missing(self) -> list[str]:
        """What keeps it from being laid before the checker, each with a sentence that says how to mend it."""
        gaps = [
            f"「{self.label_of(name)}」を書いてください。"
            for name in NEEDED[self.article.kind]
            if getattr(self, name) in (None, "")
        ]
        unclear = [str(n) for n, photo in enumerate(self.photos.all(), start=1) if not (photo.alt and photo.consent)]
        if unclear:
            gaps.append(f"写真{'、'.join(unclear)}の説明と、写っている人のことを書いてください。")
        return gaps

    @transaction.atomic
    def ask(self, *, by: User) -> None:
        """確認依頼: laid before somebody else."""
        self.lock()
        self.check_move("ask")
        if gaps := self.missing():
            raise NotNow(gaps)
        self.take("ask", by=by)
        self.asked_at = timezone.now()
        self.save()

    @transaction.atomic
    def take_back(self, *, by: User) -> None:
        self.take("take_back", by=by)
        self.save()

    @transaction.atomic
    def send_back(self, *, by: User, reason: str) -> None:
        if not reason.strip():
            raise NotNow({"reason": "直してほしいところを書いてください。"})
        self.take("send_back", by=by, comment=reason.strip())
        self.save()
        self.tell("plans/emails/article_returned", reason=reason.strip())

    @transaction.atomic
    def publish(self, *, by: User) -> None:
        """By another than who wrote it; the edition that everybody read until now makes room."""
        self.lock()
        self.check_move("publish")
        if self.written_by_id == by.pk:
            raise NotNow("記事は、書いた人とは別の人が確かめて公開します。ほかの人に頼んでください。")
        for before in ArticleEdition.objects.filter(article=self.article_id, status=Status.PUBLISHED):
            before.supersede(by=by)
        self.take("publish", by=by)
        self.checked_by, self.published_at = by, timezone.now()
        with spoken(ArticleEdition):
            self.save()
        self.tell("plans/emails/article_published")

    @transaction.atomic
    def supersede(self, *, by: User) -> None:
        """Only the publication of the next edition calls this."""
        self.take("supersede", by=by)
        self.ended_at = timezone.now()
        self.save()

    @transaction.atomic
    def withdraw(self, *, by: User, reason: str) -> None:
        """取り下げ: nobody reads it any more; a new edition can bring the article back."""
        if not reason.strip():
            raise NotNow({"reason": "公開をやめるわけを書いてください。"})
        self.take("withdraw", by=by, comment=reason.strip())
        self.ended_at = timezone.now()
        self.save()

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        self.take("drop", by=by)
        self.ended_at = timezone.now()
        self.save()

    @transaction.atomic
    def revise(self, *, by: User) -> ArticleEdition:
        """The next edition as a draft, with its photos; this one stays readable until that is published."""
        self.lock()
        if self.status not in (Status.PUBLISHED, Status.WITHDRAWN):
            raise NotNow("新しい版は、公開した記事か、公開をやめた記事から書きはじめます。")
        to = {name: getattr(self, name) for name in COLUMNS[self.article.kind]}
        newest = ArticleEdition.objects.filter(article=self.article_id).order_by("-version")[0]
        with spoken(ArticleEdition):
            edition = ArticleEdition.objects.create(
                article_id=self.article_id, version=newest.version + 1, written_by=by, **to
            )
        for photo in self.photos.select_related("attachment"):
            kept = photo.attachment
            with kept.file.open("rb") as file:
                copy = SimpleUploadedFile(kept.filename, file.read(), content_type=kept.media_type)
            attachment = attach(edition, copy, purpose=PHOTO, by=by)
            edition.photos.create(attachment=attachment, alt=photo.alt, consent=photo.consent)
        record(edition, "articleedition.revise", by=by, of=self)
        return edition

    def tell(self, folder: str, **facts: Any) -> None:
        """By mail to the body that wrote it; the city's own writers see it on their home page."""
        if self.article.is_from_body and self.organization:
            people = self.organization.contacts(on=timezone.localdate())
            context: Mapping[str, Any] = {"edition": self, **facts}
            post(folder, to=people, about=self, **context)
