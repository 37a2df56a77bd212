"""The city's offices: who holds which post when, and in whose name a letter of a day goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction

from accounts.models import User
from records.cases import NotNow
from records.events import record
from records.letters.kinds import Letterhead
from records.telling import made
from records.terms import Dated, DatedQuerySet, ends_after_start, term
from staff.city import City

KEEPER = "設定の管理者"  # the post that manage.py createsuperuser gives

if TYPE_CHECKING:
    from staff.cover import Cover


class Department(Dated):
    """部・課・係, with dates: names and telephone numbers on letters are those of the letter's day."""

    IS_THE_CITY_S_OWN: ClassVar = True

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, verbose_name="上の組織")
    name = models.CharField("名前", max_length=60)
    phone = models.CharField("電話", max_length=20, blank=True)
    is_section = models.BooleanField(
        "協働の担当", default=False, help_text="団体の認可や交付金を受け持つ係に印をつけます。"
    )
    order = models.PositiveSmallIntegerField("並び順", default=0)

    objects: ClassVar[models.Manager[Department]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部署"
        ordering = ["order", "pk"]
        constraints = [ends_after_start("a_department_ends_after_it_started")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """総務部 総合政策課 協働推進係."""
        return f"{self.parent.full_name} {self.name}" if self.parent else self.name


@dataclass(frozen=True)
class Standing:
    """In which post somebody acts, and whose place that post takes (代決); None where the holder acts."""

    post: Post
    for_post: Post | None = None


class PostQuerySet(models.QuerySet["Post"]):
    def acted_by(self, user: User, *, on: date) -> Self:
        """Those for which the person may act on a day, as holder or as deputy."""
        from staff.cover import acted_by  # knows the posts

        return self.filter(pk__in=acted_by(user, on=on))

    def keys_acted_by(self, user: User, *, on: date) -> set[int]:
        """The same, for lists: without loading the posts."""
        from staff.cover import acted_by

        return set(acted_by(user, on=on))

    def covers(self, posts: Iterable[Post], *, on: date) -> dict[int, Cover]:
        """By the posts' keys: who acts for each on a day. Two queries, however many."""
        from staff.cover import covers

        return covers(posts, on=on)


class Post(models.Model):
    """職: what signs, not who. 「総合政策課長」 stays when its holder changes."""

    SAID: ClassVar = {"open_sheet": "引継書を開いた"}

    class Reach(models.TextChoices):
        ALL = "all", "すべての団体"
        AREA = "area", "担当する地区の団体"

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="posts", verbose_name="部署")
    name = models.CharField("職の名前", max_length=60, unique=True, help_text="例 総合政策課長")
    title = models.CharField("職名", max_length=30, help_text="例 課長")
    rank = models.PositiveSmallIntegerField("席次", default=100, help_text="小さいほど上です。")
    reach = models.CharField("見える範囲", max_length=4, choices=Reach.choices, default=Reach.AREA)
    runs_settings = models.BooleanField(
        "設定を使える",
        default=False,
        help_text="「設定」を開いて、職員、部署、決裁の道すじ、通知書の文面などを直す職に印をつけます。",
    )

    objects: ClassVar[models.Manager[Post]] = PostQuerySet.as_manager()

    audits = models.BooleanField(
        "監査する職",
        default=False,
        help_text="監査委員事務局の職に印をつけます。すべての案件と記録を見ますが、何も書けません。",
    )
    pays = models.BooleanField(
        "支払いを記録する職",
        default=False,
        help_text="会計の職に印をつけます。交付金の支払いと、返ってきたお金を記録します。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "職"
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name

    def holders(self, *, on: date) -> list[str]:
        """Names of those who hold the post on a day."""
        return [duty.user.name for duty in self.duties.held(on=on).select_related("user")]

    def standing(self, user: User, *, on: date) -> Standing | None:
        """In which post the person may act for this one on a day: this one, or a deputy's while no holder is there."""
        from staff.cover import acted_by

        return acted_by(user, on=on).get(self.pk)

    def actors(self, *, on: date) -> list[User]:
        """Whose turn it is when it is the post's turn: its holders, or a deputy's while none of them is there."""
        from staff.cover import covers

        return covers([self], on=on)[self.pk].acting

    def obstacle(self, *, on: date) -> str:
        """Why nobody can act for the post on a day, and how to mend it; empty while somebody can."""
        from staff.cover import covers

        return covers([self], on=on)[self.pk].obstacle


class Duty(Dated):
    """Somebody holds a post for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties", verbose_name="職員"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="duties", verbose_name="職")

    SAID: ClassVar = {
        "keep_settings": "設定の管理者になった",
        "begin": "職につけた",
        "go_on": "職を続けることにした",
        "end": "職を離れることにした",
        "take_back": "職につけるのを取りやめた",
    }

    objects: ClassVar[models.Manager[Duty]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "職への配置"
        ordering = ["post__rank", "starts_on", "pk"]
        constraints = [
            ends_after_start("a_duty_ends_after_it_started"),
            ExclusionConstraint(
                name="nobody_holds_the_same_post_twice_at_once",
                expressions=[("user", RangeOperators.EQUAL), ("post", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="この人は、その期間すでに同じ職についています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.user}"

    @classmethod
    @transaction.atomic
    def keep_settings(cls, user: User, *, on: date) -> Duty:
        """The first door into 設定: a duty as 設定の管理者; its department and post are made when missing."""
        post = Post.objects.filter(name=KEEPER).first()
        if post is None:
            office = Department.objects.create(name="設定の管理", order=999, starts_on=on)
            post = Post.objects.create(department=office, name=KEEPER, title="管理者", rank=900, runs_settings=True)
        duty = cls.objects.create(user=user, post=post, starts_on=on)
        record(user, "duty.keep_settings", by=user, changes=made(duty, but={"user"}), post=post, starts_on=on)
        return duty


def letterhead(*, on: date) -> Letterhead:
    """Who writes the letters of a day; NotNow if the register does not say who signs or whom to ask."""
    city = City.current()
    signer = city.mayor and city.mayor.duties.held(on=on).select_related("user").first()
    if not signer:
        raise NotNow("通知書を出す市長が、その日の登録にありません。「設定」の「市」と「職への配置」に入れてください。")
    section = section_on(on)
    return Letterhead(city.name, signer.post.name, signer.user.name, section.full_name, section.phone or city.phone)


def whom_to_ask(on: date) -> str:
    """For mails: 「協働推進係(電話 0867-00-1234)」, of the day."""
    try:
        section = section_on(on)
    except NotNow:
        return "市の担当"
    return f"{section.name}(電話 {section.phone or City.current().phone})"


def section_on(on: date) -> Department:
    """協働の担当: the section in charge on a day, as it is called on that day."""
    marked = Department.objects.held(on=on).filter(is_section=True).select_related("parent__parent__parent")
    section = marked.order_by("-starts_on", "order", "pk").first()
    if section is None:
        raise NotNow("協働の担当の係が、その日の登録にありません。「設定」の「部署」で係に印をつけてください。")
    return section
