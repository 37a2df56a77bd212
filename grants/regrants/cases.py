"""One re-grant: a group of the area applies to the association, which decides, pays, collects the report."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from grants.belonging import OfGrantQuerySet
from grants.cases import Grant
from grants.regrants.limits import CONSTRAINTS, REGRANTS_STAY_WITHIN_THE_GRANT
from grants.regrants.sums import Sums
from grants.regrants.telling import tell
from organizations.models import Organization
from records.cases import Case, NotNow, spoken
from records.events import record
from records.telling import made as told_new
from records.telling import overwrite
from records.templatetags.japanese import local_day, yen

PAPERS = "領収書と写真"
PERSON = settings.AUTH_USER_MODEL


class ReGrantQuerySet(OfGrantQuerySet["ReGrant"]):
    out = Q(pk__isnull=False)  # who sees the grant sees all that became of it


class ReGrant(Case):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        APPLIED = "applied", "審査中"
        RETURNED = "returned", "申請の直し"
        DECIDED = "decided", "支払い待ち"
        REFUSED = "refused", "不交付"
        PAID = "paid", "報告待ち"
        REPORTED = "reported", "報告の確認中"
        CONFIRMED = "confirmed", "返金待ち"
        CLOSED = "closed", "完了"
        WITHDRAWN = "withdrawn", "取下げ"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.APPLIED),
        "ask_correction": ({Status.APPLIED}, Status.RETURNED),
        "grant": ({Status.APPLIED}, Status.DECIDED),
        "refuse": ({Status.APPLIED}, Status.REFUSED),
        "withdraw": ({Status.DRAFT, Status.APPLIED, Status.RETURNED, Status.DECIDED}, Status.WITHDRAWN),
        "pay": ({Status.DECIDED}, Status.PAID),
        "report": ({Status.PAID, Status.REPORTED}, Status.REPORTED),
        "confirm": ({Status.REPORTED}, Status.CONFIRMED),
        "settle": ({Status.CONFIRMED}, Status.CLOSED),
        "collect": ({Status.CONFIRMED}, Status.CLOSED),
    }
    SAID: ClassVar[Any] = {
        "begin": "再交付の申請を入力した",
        "write": "申請の内容を直した",
        "receive": "書類を付けた",
        "submit": "グループの申請を受け付けた",
        "ask_correction": "グループに直しを頼んだ",
        "grant": "再交付を決めた",
        "refuse": "再交付しないことを決めた",
        "withdraw": "申請を取り下げた",
        "pay": "グループに支払った",
        "report": "グループの報告を入力した",
        "confirm": "額を確定した",
        "settle": "精算が終わった",
        "collect": "使わなかった分を返してもらった",
    }
    AFTERWARDS: ClassVar[Any] = ("withdraw",)

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="regrants", verbose_name="交付金")
    number = models.PositiveSmallIntegerField("番号", editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    group = models.CharField("グループの名前", max_length=100)
    kana = models.CharField("ふりがな", max_length=100)
    representative = models.CharField("グループの代表者", max_length=60)
    phone = models.CharField("電話", max_length=20)
    project = models.CharField("年度計画の事業", max_length=100)
    title = models.CharField("取り組みの名前", max_length=100)
    purpose = models.TextField("目的と内容", max_length=1000)
    cost = models.BigIntegerField("事業費")
    asked = models.BigIntegerField("申請額")
    applied_on = models.DateField("申請の日")
    typed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name="入力した人")
    note = models.TextField("決めた理由・条件", max_length=500, blank=True)
    amount = models.BigIntegerField("決定額", null=True)
    decided_on = models.DateField("決めた日", null=True)
    decided_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決めた人"
    )
    paid = models.BigIntegerField("支払った額", null=True)
    paid_on = models.DateField("支払った日", null=True)
    result = models.TextField("したことと成果", max_length=1000, blank=True)
    spent = models.BigIntegerField("使った額", null=True)
    receipts = models.PositiveSmallIntegerField("領収書の枚数", default=0)
    reported_on = models.DateField("報告の日", null=True)
    reported_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="報告を入力した人"
    )
    confirmed = models.BigIntegerField("確定額", null=True)
    confirmed_on = models.DateField("確定の日", null=True)
    confirmed_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確定した人"
    )
    returned_on = models.DateField("返金の日", null=True)

    objects: ClassVar[models.Manager[ReGrant]] = ReGrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地域の中での再交付"
        ordering = ["grant", "number"]
        constraints = CONSTRAINTS
        triggers = [REGRANTS_STAY_WITHIN_THE_GRANT]

    def __str__(self) -> str:
        return f"{self.group} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("grants:regrant", args=[self.pk])

    @property
    def organization(self) -> Organization:
        return self.grant.organization

    @property
    def is_open(self) -> bool:
        return self.can("submit")

    @property
    def refund(self) -> int:
        """What the group gives back to the association."""
        return (self.paid or 0) - self.confirmed if self.confirmed is not None else 0

    @classmethod
    @transaction.atomic
    def begin(cls, grant: Grant, *, by: User, on: date, **facts: Any) -> ReGrant:
        """What a group has asked for; ``facts`` are the columns of the application."""
        grant.lock()
        if not grant.scheme.regrants:
            raise NotNow("この制度では、地域の中での再交付は認められていません。")
        if grant.status != Grant.Status.GRANTED:
            raise NotNow("再交付の申請を入力できるのは、市の交付が決まってから、実績報告を出すまでです。")
        _check_applied(grant, facts["applied_on"], on=on)
        with spoken(cls):
            number = (grant.regrants.aggregate(last=models.Max("number"))["last"] or 0) + 1
            made = cls._base_manager.create(grant=grant, number=number, typed_by=by, **facts)
        record(made, "regrant.begin", by=by, changes=told_new(made, facts))
        return made

    @transaction.atomic
    def write(self, *, by: User, on: date, **facts: Any) -> None:
        """Whoever typed last cannot decide."""
        self.lock()
        self.check_move("submit")
        _check_applied(self.grant, facts["applied_on"], on=on)
        changed = overwrite(self, facts)
        self.typed_by = by
        with spoken(ReGrant):
            self.save()
        record(self, "regrant.write", by=by, changes=changed)

    @transaction.atomic
    def submit(self, *, by: User) -> None:
        self._take("submit", by=by)

    @transaction.atomic
    def ask_correction(self, *, by: User, comment: str) -> None:
        self._take("ask_correction", by=by, comment=comment)

    @transaction.atomic
    def decide(self, *, by: User, on: date, amount: int, decided_on: date, note: str = "") -> None:
        """再交付の決定, within what the city granted; the association's own decision, no letter of the city's."""
        sums = self._sums("grant")
        if self.grant.status != Grant.Status.GRANTED:
            raise NotNow("再交付を決められるのは、市の交付が決まってから、実績報告を出すまでです。")
        if amount > sums.remaining:
            raise NotNow({"amount": f"残りは{yen(sums.remaining)}です。それより少ない額にしてください。"})
        since = max(self.applied_on, local_day(self.grant.decided_at)) if self.grant.decided_at else self.applied_on
        self._check_day("decided_on", decided_on, since, on=on, in_year=True)
        self._take("grant", by=by, to={"amount": amount, "decided_on": decided_on, "note": note}, who="decided_by")

    @transaction.atomic
    def refuse(self, *, by: User, on: date, decided_on: date, note: str) -> None:
        self.lock()
        self._check_day("decided_on", decided_on, self.applied_on, on=on, in_year=True)
        self._take("refuse", by=by, to={"decided_on": decided_on, "note": note}, who="decided_by")

    @transaction.atomic
    def withdraw(self, *, by: User, comment: str) -> None:
        self._take("withdraw", by=by, comment=comment)

    @transaction.atomic
    def pay(self, *, by: User, on: date, paid: int, paid_on: date) -> None:
        """From what the city has paid already."""
        sums = self._sums("pay")
        if paid > sums.at_hand:
            raise NotNow({"paid": f"市から受け取って、まだ使える額は{yen(sums.at_hand)}です。"})
        self._check_day("paid_on", paid_on, self.decided_on, on=on, in_year=True)
        self._take("pay", by=by, to={"paid": paid, "paid_on": paid_on})

    @transaction.atomic
    def report(self, *, by: User, on: date, reported_on: date, **facts: Any) -> None:
        """What the group tells, typed for it; again as long as nobody confirmed it. ``facts``: result, spent,
        receipts."""
        self.lock()
        self.check_move("report")
        self._check_day("reported_on", reported_on, self.paid_on, on=on)
        self._take("report", by=by, to={"reported_on": reported_on, **facts}, who="reported_by")

    @transaction.atomic
    def confirm(self, *, by: User, on: date, confirmed: int, confirmed_on: date) -> None:
        """With nothing to come back it is settled at once."""
        self.lock()
        self.check_move("confirm")
        self._check_day("confirmed_on", confirmed_on, self.reported_on, on=on)
        to = {"confirmed": confirmed, "confirmed_on": confirmed_on}
        self._take("confirm", by=by, to=to, who="confirmed_by")
        if self.refund == 0:
            self._take("settle", by=by)

    @transaction.atomic
    def collect(self, *, by: User, on: date, returned_on: date) -> None:
        """The whole rest has come back to the association."""
        self.lock()
        self.check_move("collect")
        self._check_day("returned_on", returned_on, self.confirmed_on, on=on)
        self._take("collect", by=by, to={"returned_on": returned_on}, comment=yen(self.refund))

    def _take(self, verb: str, *, by: User, to: dict[str, Any] | None = None, comment: str = "", who: str = "") -> None:
        """``who``: the column that names who did it."""
        facts: dict[str, Any] = {"comment": comment} if comment else {}
        self.take(verb, by=by, to=to, **facts)
        if who:
            setattr(self, who, by)
        with spoken(ReGrant):
            self.save()
        tell(self, verb, by=by)

    def _sums(self, verb: str) -> Sums:
        """Under the grant's lock, so that two people cannot hand out the same money."""
        self.grant.lock()
        self.lock()
        self.check_move(verb)
        return Sums.of(self.grant)

    def _check_day(self, name: str, day: date, since: date | None, *, on: date, in_year: bool = False) -> None:
        if day > on:
            raise NotNow({name: "まだ来ていない日です。"})
        if since and day < since:
            raise NotNow({name: "前の段階の日か、それより後の日にしてください。"})
        if in_year and day not in (year := self.grant.scheme.fiscal_year):
            raise NotNow({name: f"{year}の中の日にしてください。"})


def _check_applied(grant: Grant, day: date, *, on: date) -> None:
    if day > on:
        raise NotNow({"applied_on": "まだ来ていない日です。"})
    if day not in grant.scheme.fiscal_year:
        raise NotNow({"applied_on": f"{grant.scheme.fiscal_year}の中の日にしてください。"})
