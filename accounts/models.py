"""People. What they may do comes from dated duties (staff) and dated roles (organizations), never from flags here."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Exists, F, Q
from django.db.models.functions import Lower
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date, datetime

    from organizations.models import Intake, Officer, Organization
    from staff.models import CommitteeMember, Duty
    from staff.partners.partners import Partner

T = TypeVar("T")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=clean_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """What ``manage.py createsuperuser`` asks for: the right to 設定 is a duty from today on, as everybody's."""
        user = self.create_user(email, password, **fields)
        duty: Any = self.model._meta.get_field("duties").related_model
        duty.keep_settings(user, on=timezone.localdate())
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


def clean_email(email: str) -> str:
    """Addresses are kept and compared in lower case: people type them either way."""
    return email.strip().lower()


class User(AbstractBaseUser):
    """Somebody who signs in with an e-mail address."""

    email = models.EmailField(
        "メールアドレス",
        max_length=254,
        unique=True,
        error_messages={"unique": "このメールアドレスは、すでに登録されています。"},
    )
    name = models.CharField("氏名", max_length=100)
    furigana = models.CharField("ふりがな", max_length=100, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    is_active = models.BooleanField("サインインできる", default=True)
    joined_at = models.DateTimeField("登録日時", default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    SAID = {  # what the trail tells of coming in and going out; records.entrance writes it
        "sign_in": "サインインした",
        "sign_in_failed": "サインインに失敗した",
        "sign_in_stopped": "何度もちがったので、サインインを止めた",
        "sign_out": "サインアウトした",
        "session_over": "時間が切れて、サインアウトになった",
        "session_end": "ほかの機械のサインインを終わらせた",
        "link_sent": "サインインのリンクを頼んだ",
        "link_used": "サインインのリンクを使った",
        "password_link_sent": "パスワードを決め直すリンクを頼んだ",
        "password_change": "パスワードを決めた",
        "factor_add": "2つめの確認を足した",
        "factor_remove": "2つめの確認をはずした",
        "factor_renew": "回復コードを作り直した",
        "factor_failed": "2つめの確認に失敗した",
        "identity_add": "庁内の認証とつないだ",
        "stop": "アカウントを止めた",
        "lift": "止めたアカウントを戻した",
    }

    class Meta:
        verbose_name = verbose_name_plural = "利用者"
        ordering = ["furigana", "pk"]
        constraints = [
            models.CheckConstraint(name="email_addresses_are_kept_in_lower_case", condition=Q(email=Lower("email"))),
        ]

    def __str__(self) -> str:
        return self.name

    def duties_on(self, on: date) -> list[Duty]:
        """The posts in the city's offices that this person holds on a day (empty for everybody else)."""

        def load() -> list[Duty]:
            held = self.duties.held(on=on).select_related("post__department__parent__parent")
            return list(held.annotate(types_in=Exists(self.intakes.open())))

        return self.remembered("duties", on, load)

    def roles_on(self, on: date) -> list[Officer]:
        """The roles in community organizations that this person holds on a day."""
        return self.remembered("roles", on, lambda: list(self.roles.held(on=on).select_related("organization")))

    def seats_on(self, on: date) -> list[CommitteeMember]:
        """The committees on which this person from outside the city hall sits on a day."""
        return self.remembered("seats", on, lambda: list(self.seats.held(on=on).select_related("committee")))

    def partnerships_on(self, on: date) -> list[Partner]:
        """The areas that this person from outside the city hall supports on a day."""

        def load() -> list[Partner]:
            return list(self.partnerships.held(on=on).select_related("area", "kind"))

        return self.remembered("partners", on, load)

    def is_city(self, *, on: date) -> bool:
        return bool(self.duties_on(on))

    def in_section(self, *, on: date) -> bool:
        """Works in the section that is in charge of collaboration (協働推進係 or whatever the city calls it)."""
        return any(duty.post.department.is_section for duty in self.duties_on(on))

    def reaches_all(self, *, on: date) -> bool:
        """Holds a post that sees every organization, not only those of the areas assigned to the person."""
        return any(duty.post.reach == "all" or duty.post.audits for duty in self.duties_on(on))

    def audits(self, *, on: date) -> bool:
        """Holds a post that audits: sees every case and the whole trail, and writes nothing (accounts.access)."""
        return any(duty.post.audits for duty in self.duties_on(on))

    def pays(self, *, on: date) -> bool:
        """Holds a post that keeps the city's cash book: records what was paid out and what came back."""
        return any(duty.post.pays for duty in self.duties_on(on)) and not self.audits(on=on)

    def runs_settings(self, *, on: date) -> bool:
        """Holds a post that keeps the register under 設定."""
        return any(duty.post.runs_settings for duty in self.duties_on(on)) and not self.audits(on=on)

    def acts_for(self, organization: Organization, *, on: date) -> bool:
        """Holds a role in the organization that may write, i.e. any but 閲覧, or is typing in what it sent on paper."""
        return self.speaks_for(organization, on=on) or any(
            intake.organization_id == organization.pk for intake in self.intakes_on(on)
        )

    def speaks_for(self, organization: Organization, *, on: date) -> bool:
        """Holds a role in the organization that may write; nobody from the city's side does it instead."""
        return any(role.organization_id == organization.pk and role.may_write for role in self.roles_on(on))

    def intakes_on(self, on: date) -> list[Intake]:
        """What this employee is typing in for organizations (代理入力); it ends with the duty."""
        if not any(duty.types_in for duty in self.duties_on(on)):  # type: ignore[attr-defined]  # asked along
            return []
        return self.remembered("intakes", on, lambda: list(self.intakes.open().select_related("organization")))

    def writes_for(self, on: date) -> list[Organization]:
        """The organizations for which ``acts_for`` says yes."""
        bodies = [role.organization for role in self.roles_on(on) if role.may_write]
        return list(dict.fromkeys([*bodies, *(intake.organization for intake in self.intakes_on(on))]))

    def remembered(self, what: str, on: date, load: Callable[[], list[T]]) -> list[T]:
        """Asked many times for one page, loaded once: a user object lives as long as its request."""
        memory: dict[tuple[str, date], list[Any]] = self.__dict__.setdefault("_memory", {})
        if (what, on) not in memory:
            memory[what, on] = load()
        return memory[what, on]

    def forget(self) -> None:
        """After a verb that changed what the person may do: the next question is asked anew."""
        self.__dict__.pop("_memory", None)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


INVITATION_LIVES = timedelta(days=14)


class Invitation(models.Model):
    """A link by e-mail with which an invited person chooses a password. Only the hash of its secret is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations", verbose_name="招かれた人")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="招いた人")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField("送った日時", default=timezone.now, editable=False)
    accepted_at = models.DateTimeField("受けた日時", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "招待"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_invitation_is_accepted_after_it_was_sent",
                condition=Q(accepted_at=None) | Q(accepted_at__gte=F("sent_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} への招待"

    @classmethod
    def open(cls, user: User, *, by: User) -> str:
        """Makes an invitation and returns the secret that goes into the link, this one time only."""
        secret = secrets.token_urlsafe(32)
        cls.objects.create(user=user, invited_by=by, digest=digest(secret))
        return secret

    @classmethod
    def find(cls, secret: str) -> Invitation | None:
        """The invitation behind a link, whether or not it can still be accepted."""
        return cls.objects.select_related("user", "invited_by").filter(digest=digest(secret)).first()

    def is_over(self, *, at: datetime) -> bool:
        return self.sent_at <= at - INVITATION_LIVES

    @transaction.atomic
    def accept(self, *, password: str) -> User | None:
        """Sets the password; from now on no link works any more. None if one was used before."""
        user = User.objects.select_for_update(no_key=True).get(pk=self.user_id)
        self.refresh_from_db(fields=["accepted_at"])
        if self.accepted_at:
            return None
        user.set_password(password)
        user.save(update_fields=["password"])
        user.invitations.filter(accepted_at=None).update(accepted_at=timezone.now())
        return user


LINK_LIVES = timedelta(minutes=30)


class SignInLink(models.Model):
    """A link by e-mail that signs in once, instead of a password. Only the hash of its secret is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links", verbose_name="頼んだ人")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField("送った日時", default=timezone.now, editable=False)
    used_at = models.DateTimeField("使った日時", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "サインインのリンク"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_sign_in_link_is_used_after_it_was_sent",
                condition=Q(used_at=None) | Q(used_at__gte=F("sent_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} のサインインのリンク"

    @classmethod
    def open(cls, user: User, *, at: datetime) -> str:
        """Makes a link and returns the secret that goes into it, this one time only."""
        secret = secrets.token_urlsafe(32)
        cls.objects.create(user=user, digest=digest(secret), sent_at=at)
        return secret

    @classmethod
    def find(cls, secret: str) -> SignInLink | None:
        return cls.objects.select_related("user").filter(digest=digest(secret)).first()

    def is_open(self, *, at: datetime) -> bool:
        return self.used_at is None and at < self.sent_at + LINK_LIVES and self.user.is_active

    @transaction.atomic
    def use(self, *, at: datetime) -> bool:
        """Takes the link, and with it all others of the person; False if somebody was faster or it is too old."""
        User.objects.select_for_update(no_key=True).get(pk=self.user_id)
        self.refresh_from_db(fields=["used_at"])
        if not self.is_open(at=at):
            return False
        self.user.sign_in_links.filter(used_at=None).update(used_at=at)
        return True


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
