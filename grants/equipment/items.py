"""備品台帳 (form 3.20): a thing bought with a grant, how long it is bound, and that somebody looked at it each year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.report_rows import Expense
from organizations.models import Organization
from plans.rows import YEN_LIMIT
from records import attachments
from records.attachments import Attachment
from records.cases import Case, NotNow, spoken
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.telling import made as told_new
from records.telling import overwrite

EQUIPMENT = "備品購入費"  # the item of the budget under which such things are bought
PHOTO = "備品の写真"


def years_after(day: date, years: int) -> date:
    """The same day some years later; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: User, *, on: date) -> ItemQuerySet:
        """Who sees the grant that paid for it."""
        return self.filter(grant__in=Grant.objects.visible_to(user, on=on).values("pk"))

    def kept(self) -> ItemQuerySet:
        return self.filter(status=Item.Status.IN_USE)


class Item(Case):
    class Status(models.TextChoices):
        IN_USE = "in_use", "使用中"
        DISPOSED = "disposed", "処分した"

    MOVES: ClassVar[Any] = {
        "revise": ({Status.IN_USE}, Status.IN_USE),
        "look": ({Status.IN_USE}, Status.IN_USE),
        "dispose": ({Status.IN_USE}, Status.DISPOSED),
    }
    NOT_NOW: ClassVar[Any] = dict.fromkeys(
        ("revise", "look"), "この備品は、もう処分しています。画面を開き直して、今の状態を確かめてください。"
    )
    SAID: ClassVar[Any] = {
        "enter": "備品台帳に載せた",
        "revise": "備品台帳を直した",
        "receive": "備品の写真を付けた",
        "look": "現物を確かめた",
        "dispose": "処分した",
    }

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="items", verbose_name="交付金")
    expense = models.OneToOneField(
        Expense, on_delete=models.PROTECT, null=True, related_name="item", verbose_name="領収書", editable=False
    )
    name = models.CharField("品名", max_length=100)
    acquired_on = models.DateField("取得した日")
    price = models.BigIntegerField("取得した額(円)")
    grant_share = models.BigIntegerField("うち交付金(円)")
    place = models.CharField("保管場所", max_length=100)
    limit_years = models.PositiveSmallIntegerField("処分を制限する年数")
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.IN_USE, editable=False)
    disposed_on = models.DateField("処分した日", null=True, editable=False)

    objects: ClassVar[models.Manager[Item]] = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "備品"
        ordering = ["grant", "acquired_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="the_grant_pays_no_more_than_an_item_costs",
                condition=Q(price__range=(1, YEN_LIMIT), grant_share__gte=0, grant_share__lte=F("price")),
                violation_error_message="「うち交付金」は、取得した額より多くできません。",
            ),
            models.CheckConstraint(
                name="an_item_is_bound_for_at_most_fifty_years",
                condition=Q(limit_years__lte=50),
                violation_error_message="処分を制限する年数は、50年までで入れてください。",
            ),
            models.CheckConstraint(
                name="an_item_is_disposed_of_exactly_when_it_has_a_day",
                condition=Q(status="disposed", disposed_on__isnull=False) | Q(status="in_use", disposed_on=None),
            ),
            models.CheckConstraint(
                name="an_item_is_disposed_of_after_it_was_bought",
                condition=Q(disposed_on=None) | Q(disposed_on__gte=F("acquired_on")),
                violation_error_message="処分した日を、取得した日か、それより後の日にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("grants:item", args=[self.pk])

    @property
    def organization(self) -> Organization:
        return self.grant.organization

    @property
    def free_from(self) -> date:
        """From this day on a notice is enough."""
        return years_after(self.acquired_on, self.limit_years)

    def is_bound(self, *, on: date) -> bool:
        """Whoever wants to part with it has to ask first."""
        return on < self.free_from

    def share_left(self, *, on: date) -> int:
        """Yen of the grant for the days that are left of its time: what the city usually asks back, cut to the yen."""
        whole, left = (self.free_from - self.acquired_on).days, (self.free_from - on).days
        return self.grant_share * max(min(left, whole), 0) // whole if whole else 0

    def photos(self) -> list[Attachment]:
        return list(Attachment.objects.about(self))

    @classmethod
    @transaction.atomic
    def enter(cls, grant: Grant, *, by: User, expense: Expense | None = None, **facts: Any) -> Item:
        """Into the register; of a receipt day, price and the grant's share are the receipt's own."""
        grant.lock()
        if expense is not None:
            if expense.report.grant_id != grant.pk:
                raise NotNow("この領収書は、ほかの交付金のものです。")
            own = {"acquired_on": expense.paid_on, "price": expense.amount, "grant_share": expense.grant_share}
            facts = {**facts, **own}
        if grant.amount_decided is None:
            raise NotNow("備品台帳に載せられるのは、交付が決まった交付金で買ったものです。")
        if facts["acquired_on"] > timezone.localdate():
            raise NotNow({"acquired_on": "まだ来ていない日です。買ってから載せてください。"})
        if cls.objects.filter(expense=expense).exclude(expense=None).exists():
            raise NotNow("この領収書の備品は、もう台帳に載っています。")
        with spoken(cls):
            made = cls._base_manager.create(grant=grant, expense=expense, **facts)
        record(made, "item.enter", by=by, changes=told_new(made, but={"grant"}))
        return made

    @transaction.atomic
    def revise(self, *, by: User, **facts: Any) -> None:
        """What stands in the register; what its receipt says stays."""
        if self.expense_id:
            facts = {name: facts[name] for name in ("name", "place", "limit_years") if name in facts}
        self.take("revise", by=by, to=facts)
        with spoken(Item):
            self.save()

    @transaction.atomic
    def receive(self, file: UploadedFile[Any], *, purpose: str, by: User) -> None:
        attachments.receive(self, file, purpose=purpose, by=by)

    @transaction.atomic
    def look(self, *, by: User, on: date, state: str, note: str = "") -> ItemCheck:
        """現物確認 of this fiscal year; a second look in the same year takes the place of the first."""
        if state != ItemCheck.State.FOUND and not note.strip():
            raise NotNow({"note": "こわれているときや、見つからないときは、くわしいことを書いてください。"})
        year = FiscalYear.of(on)
        said = ItemCheck.State(state).label
        self.take("look", by=by, comment=f"{year} {said} {note}".strip())
        made = ItemCheck.objects.filter(item=self, fiscal_year=year).first() or ItemCheck(item=self, fiscal_year=year)
        made.state, made.note, made.checked_on, made.checked_by = state, note.strip(), on, by
        made.save()
        return made

    @transaction.atomic
    def dispose(self, *, by: User, on: date, how: str) -> None:
        """By an approval or a notice, never by itself."""
        self.take("dispose", by=by, to={"disposed_on": on}, comment=how)
        with spoken(Item):
            self.save()


class ItemCheck(models.Model):
    """That somebody of the organization looked at the thing itself, once a fiscal year."""

    class State(models.TextChoices):
        FOUND = "found", "ある・使っている"
        BROKEN = "broken", "こわれている"
        MISSING = "missing", "見つからない"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="checks", verbose_name="備品")
    fiscal_year = FiscalYearField("年度")
    state = models.CharField("現物", max_length=8, choices=State.choices)
    note = models.CharField("くわしいこと", max_length=200, blank=True)
    checked_on = models.DateField("確かめた日")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="確かめた人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "備品の現物確認"
        ordering = ["item", "-fiscal_year"]
        constraints = [
            models.UniqueConstraint(fields=["item", "fiscal_year"], name="one_look_at_an_item_per_fiscal_year"),
            models.CheckConstraint(name="what_is_not_found_whole_says_more", condition=Q(state="found") | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.get_state_display()}"


def follow_receipt(expense: Expense, *, by: User) -> None:
    """A receipt that is mended mends what the register says of its thing; the caller's transaction."""
    item = Item.objects.filter(expense=expense).first()
    if item is None:
        return
    own = {"acquired_on": expense.paid_on, "price": expense.amount, "grant_share": expense.grant_share}
    if changed := overwrite(item, own):
        with spoken(Item):
            item.save()
        record(item, "item.revise", by=by, changes=changed, comment="領収書の直しに合わせた")


def not_yet_entered(grants: Collection[Grant] | models.QuerySet[Grant]) -> models.QuerySet[Expense]:
    """Receipts for things that belong into the register: dear enough, of a report that was sent."""
    sent = Expense.objects.filter(report__grant__in=grants, category__name=EQUIPMENT, item=None)
    dear = sent.exclude(report__received_at=None).filter(amount__gte=F("report__grant__scheme__equipment_from"))
    return dear.select_related("report__grant__organization", "report__grant__scheme").order_by("report", "number")
