"""An inquiry: one thing that somebody asks of the city, and who has it until the asker knows the answer."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.cases import Case, NotNow
from records.codes import drawn_by_lot, grouped
from records.events import record
from records.telling import made
from records.workdays import workdays
from staff.city import City
from staff.inquiries.desks import people_of
from staff.inquiries.mails import mail, write_to_sender
from staff.inquiries.querysets import InquiryQuerySet
from staff.offices import Department

HIDDEN = {"code", "sender_name", "sender_contact"}  # the trail tells that it came, never from whom
LATER_WORD = "答えを聞いた人に知らせてから、公表してください。"


class Inquiry(Case):
    class Channel(models.TextChoices):
        REPORT = "report", "地域の報告"
        WEB = "web", "ウェブ"
        LETTER = "letter", "手紙・ファクス"
        PHONE = "phone", "電話"
        EMAIL = "email", "メール"
        MEETING = "meeting", "会議・懇談会"
        COUNTER = "counter", "窓口"

    class Kind(models.TextChoices):
        REQUEST = "request", "要望"
        OPINION = "opinion", "意見"
        QUESTION = "question", "質問"

    class Status(models.TextChoices):
        RECEIVED = "received", "受付"
        ROUTED = "routed", "回答待ち"
        ANSWERED = "answered", "回答あり"
        TOLD = "told", "伝えた"
        PUBLISHED = "published", "公表"
        CLOSED = "closed", "終わり(回答なし)"

    MOVES: ClassVar[Any] = {
        "route": ({Status.RECEIVED, Status.ROUTED}, Status.ROUTED),
        "give_back": ({Status.ROUTED}, Status.RECEIVED),
        "answer": ({Status.ROUTED}, Status.ANSWERED),
        "reopen": ({Status.ANSWERED, Status.TOLD, Status.PUBLISHED}, Status.ROUTED),
        "tell": ({Status.ANSWERED}, Status.TOLD),
        "publish": ({Status.ANSWERED, Status.TOLD}, Status.PUBLISHED),
        "withdraw": ({Status.PUBLISHED}, Status.TOLD),
        "close": ({Status.RECEIVED, Status.ROUTED}, Status.CLOSED),
    }
    AFTERWARDS: ClassVar = ("reopen", "publish", "withdraw")
    SAID: ClassVar = {
        "take_in": "受け付けた",
        "route": "担当に回した",
        "give_back": "担当から戻した",
        "answer": "答えを書いた",
        "reopen": "答えを書き直すことにした",
        "tell": "答えを伝えた",
        "publish": "市の答えを公表した",
        "withdraw": "公表をやめた",
        "close": "答えを書かずに終えた",
    }

    channel = models.CharField("受けた方法", max_length=10, choices=Channel.choices)
    kind = models.CharField("区分", max_length=10, choices=Kind.choices, default=Kind.REQUEST)
    subject = models.CharField("件名", max_length=60)
    text = models.TextField("内容")
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, null=True, related_name="inquiries", verbose_name="地区"
    )
    received_on = models.DateField("受けた日")
    code = models.CharField("受付番号", max_length=12, unique=True, default=drawn_by_lot, editable=False)
    sender_name = models.CharField("声を寄せた人", max_length=100, blank=True)
    sender_contact = models.CharField("連絡先", max_length=254, blank=True)
    wants_answer = models.BooleanField("答えがほしい", default=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="受けた人"
    )
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.RECEIVED, editable=False)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="担当課"
    )
    partner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="担当の支え手"
    )
    due_on = models.DateField("回答期限", null=True)
    answer_text = models.TextField("答え", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答えた人"
    )
    answered_on = models.DateField("答えた日", null=True)
    told_on = models.DateField("伝えた日", null=True)
    told_how = models.CharField("伝え方", max_length=60, blank=True)
    public_question = models.TextField("公表する声", blank=True)
    public_answer = models.TextField("公表する答え", blank=True)
    published_on = models.DateField("公表した日", null=True)

    objects: ClassVar[models.Manager[Inquiry]] = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "声と要望"
        ordering = ["due_on", "received_on", "pk"]
        indexes = [models.Index(fields=["status", "department"], name="inquiry_of_desk")]
        constraints = [
            models.CheckConstraint(
                name="an_inquiry_on_its_way_lies_on_one_desk",
                condition=Q(status__in=["received", "closed"])
                | Q(department__isnull=False, partner=None, due_on__isnull=False)
                | Q(department=None, partner__isnull=False, due_on__isnull=False),
                violation_error_message="担当課か、地域の支え手の、どちらか1つを選んでください。",
            ),
            models.CheckConstraint(
                name="an_answered_inquiry_has_its_answer",
                condition=~Q(status__in=["answered", "told", "published"])
                | Q(answered_by__isnull=False, answered_on__isnull=False) & ~Q(answer_text=""),
                violation_error_message="答えを書いてください。",
            ),
            models.CheckConstraint(
                name="what_is_public_has_words_for_the_public",
                condition=Q(status="published", published_on__isnull=False)
                & ~Q(public_question="")
                & ~Q(public_answer="")
                | ~Q(status="published") & Q(published_on=None),
                violation_error_message="公表する声と答えを、両方書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("inquiries:detail", args=[self.pk])

    @property
    def number(self) -> str:
        """The receipt number as people copy it."""
        return grouped(self.code)

    @property
    def desk(self) -> str:
        """Who has it to answer."""
        return str(self.department or self.partner or "")

    @property
    def owes_word(self) -> bool:
        """Whether somebody waits to hear the answer: the area that asked, or a citizen who wants one."""
        return self.channel == self.Channel.REPORT or self.wants_answer

    def is_late(self, *, on: date) -> bool:
        waiting = {self.Status.RECEIVED, self.Status.ROUTED}
        return self.due_on is not None and self.due_on < on and self.status in waiting

    @classmethod
    @transaction.atomic
    def receive(
        cls, *, by: User, on: date, channel: str, text: str, reported_by: User | None = None, **facts: Any
    ) -> Inquiry:
        """Takes a voice into the register, from wherever it came: the one door for reports, meetings, letters, the web.

        ``facts``: ``subject`` (else the text's first words), ``kind``, ``area``, ``sender_name``, ``sender_contact``,
        ``wants_answer``. ``by`` of what came without an account is ``records.anybody.anybody()``.
        """
        if not text.strip():
            raise NotNow({"text": "内容を書いてください。"})
        subject = facts.pop("subject", "") or headline(text)
        case = cls(channel=channel, text=text, subject=subject, received_on=on, reported_by=reported_by, **facts)
        case.due_on = usual_due(on)
        case.save()
        record(case, "inquiry.take_in", by=by, changes=made(case, but=HIDDEN), area=case.area)
        return case

    @transaction.atomic
    def route(
        self,
        *,
        by: User,
        due_on: date,
        department: Department | None = None,
        partner: User | None = None,
        comment: str = "",
    ) -> None:
        """To the desk that answers; again where it came to the wrong one, or where the day changes."""
        if (department is None) == (partner is None):
            raise NotNow({"department": "担当課か、地域の支え手の、どちらか1つを選んでください。"})
        to = {"department": department, "partner": partner, "due_on": due_on}
        self.take("route", by=by, to=to, comment=comment)
        self.save()
        told = people_of(department, on=timezone.localdate()) if department else [partner]
        mail(
            self,
            "staff/emails/inquiry/routed",
            to=[person for person in told if person and person != by],
            comment=comment,
        )

    @transaction.atomic
    def give_back(self, *, by: User, comment: str) -> None:
        """It is not this desk's; the section looks for the right one."""
        self.take("give_back", by=by, to={"department": None, "partner": None}, comment=comment)
        self.save()

    @transaction.atomic
    def answer(self, *, by: User, text: str) -> None:
        """By the desk; whoever brought it in hears at once, to tell the area."""
        if not text.strip():
            raise NotNow({"text": "答えを書いてください。"})
        to = {"answer_text": text, "answered_by": by, "answered_on": timezone.localdate()}
        self.take("answer", by=by, to=to)
        self.save()
        if self.reported_by and self.reported_by != by:
            mail(self, "staff/emails/inquiry/answered", to=[self.reported_by])

    @transaction.atomic
    def reopen(self, *, by: User, due_on: date, comment: str) -> None:
        """The answer was wrong or is no longer true; the old one stands until it is written anew, seen inside only."""
        self.take("reopen", by=by, to={"due_on": due_on, "published_on": None}, comment=comment)
        self.save()

    @transaction.atomic
    def tell(self, *, by: User, on: date, how: str) -> None:
        """The area, or the citizen, knows the answer; who left an e-mail address gets it by mail."""
        if on < self.received_on:
            raise NotNow({"on": "受けた日より後の日にしてください。"})
        self.take("tell", by=by, to={"told_on": on, "told_how": how})
        self.save()
        if "@" in self.sender_contact:
            write_to_sender(self)

    @transaction.atomic
    def publish(self, *, by: User, question: str, answer: str, subject: str = "") -> None:
        """In words for everybody: whoever publishes takes out what would show who asked."""
        self.check_move("publish")
        if self.status == self.Status.ANSWERED and self.owes_word:
            raise NotNow(LATER_WORD)
        for name, words in (("question", question), ("answer", answer)):
            if self.sender_name and self.sender_name in words:
                raise NotNow({name: "声を寄せた人の名前が入っています。消してください。"})
        to = {"public_question": question, "public_answer": answer, "published_on": timezone.localdate()}
        self.take("publish", by=by, to=to | ({"subject": subject} if subject else {}))
        self.save()

    @transaction.atomic
    def withdraw(self, *, by: User, comment: str) -> None:
        self.take("withdraw", by=by, to={"published_on": None}, comment=comment)
        self.save()

    @transaction.atomic
    def close(self, *, by: User, comment: str) -> None:
        """Nothing that the city can answer (mischief, another authority's matter, twice the same)."""
        self.take("close", by=by, comment=comment)
        self.save()


def headline(text: str) -> str:
    """The text's first words, for lists."""
    line = next(line.strip() for line in text.splitlines() if line.strip())
    return line if len(line) <= 40 else f"{line[:39]}…"


def usual_due(on: date) -> date:
    """The day by which the city means to answer what came on a day: its own number of working days."""
    return workdays().add_workdays(on, City.current().answer_days)
