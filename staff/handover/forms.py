"""What is typed on the page of a handover: a row for everybody who is there, and rows for those who come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from records.era import era_date
from records.forms import (
    CheckField,
    EmailField,
    EraDateField,
    Form,
    KanaField,
    NameField,
    RowField,
    SheetForm,
    sheet_of,
)
from staff.handover.carrying import NewPerson
from staff.handover.moves import Move
from staff.handover.picture import Picture
from staff.offices import Department, Duty, Post

STAY, GO = "stay", "go"
KEEP, LEAVE, LEAVE_VACANT = "keep", "leave", "vacant"


class StartForm(Form):
    department = RowField(
        label="部署", queryset=None, help_text="この部署と、その下の部署の職を、まとめて引き継ぎます。"
    )
    on = EraDateField(label="引継ぎの日", help_text="新しい人は、この日からです。前の人は、前の日までです。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Department.objects.held(on=today).filter(ends_on=None) | Department.objects.filter(ends_on__gte=today)
        field: Any = self.fields["department"]
        field.queryset = held.select_related("parent__parent__parent")
        field.label_from_instance = lambda department: department.full_name
        first, last = bounds(today)
        self.fields["on"].not_before, self.fields["on"].not_after = first, last  # type: ignore[attr-defined]


def bounds(today: date) -> tuple[date, date]:
    """A handover is prepared up to a year before, and may be entered up to a month late."""
    return date.fromordinal(today.toordinal() - 31), date.fromordinal(today.toordinal() + 400)


class EmployeeField(RowField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}({'、'.join(str(duty.post) for duty in obj.held)})"


def employees(picture: Picture) -> QuerySet[User]:
    """Everybody who holds a post on the eve or on the day."""
    there = Duty.objects.filter(Q(ends_on=None) | Q(ends_on__gte=picture.eve), starts_on__lte=picture.on)
    held = Prefetch("duties", queryset=there.select_related("post"), to_attr="held")
    return User.objects.filter(is_active=True, pk__in=there.values("user")).prefetch_related(held)


def post_choices(picture: Picture) -> list[Any]:
    """The department's own posts before all others."""
    own = {post.pk for post in picture.posts}
    posts = list(Post.objects.filter(department__in=Department.objects.held(on=picture.on)))
    here = [(str(post.pk), str(post)) for post in posts if post.pk in own]
    elsewhere = [(str(post.pk), str(post)) for post in posts if post.pk not in own]
    return [group for group in (("この部署の職", here), ("ほかの部署の職", elsewhere)) if group[1]]


class MoveForm(Form):
    """Of somebody who is there on the eve."""

    to = forms.ChoiceField(error_messages={"invalid_choice": "一覧の中から選んでください。"})
    may_be_vacant = CheckField(label="後任を決めずに空けておく", required=False)
    may_hold_both = CheckField(label="兼務する", required=False)

    def __init__(self, data: Any, *, duty: Duty, move: Move, choices: list[Any], day: date) -> None:
        initial = {
            "to": STAY if move.stays else str(move.takes or GO),
            "may_be_vacant": move.may_be_vacant,
            "may_hold_both": move.may_hold_both,
        }
        super().__init__(data, prefix=move.row, initial=initial)
        self.duty, self.row = duty, move.row
        self.row_label = f"{duty.user} "
        to: Any = self.fields["to"]
        to.label = f"{era_date(day)}から"
        here = str(duty.post_id)
        others = [(label, [each for each in group if each[0] != here]) for label, group in choices]
        to.choices = [(STAY, "この職のまま"), (GO, "この職を離れる(次の職なし)"), *others]
        to.widget.attrs["aria-label"] = f"{duty.user}({duty.post})の{to.label}"

    @property
    def who(self) -> str:
        return str(self.duty.user)

    @property
    def where(self) -> str:
        return str(self.duty.post)

    @property
    def move(self) -> Move:
        to, agreed = self.cleaned_data["to"], self.cleaned_data
        takes = self.duty.post_id if to == STAY else None if to == GO else int(to)
        ticks = {name: agreed[name] for name in ("may_be_vacant", "may_hold_both")}
        return Move(self.row, self.duty.user_id, self.duty.post_id, takes, **ticks)

    def asks(self) -> list[Any]:
        """The ticks that matter here: where something was found wrong, or was ticked."""
        faulty, to = bool(self.is_bound and self.errors), self["to"].value()
        fitting = {"may_be_vacant": to != STAY, "may_hold_both": to not in {STAY, GO}}
        return [self[name] for name, fits in fitting.items() if self[name].value() or (faulty and fits)]

    def refuse(self, sentence: str) -> None:
        self.add_error("to", sentence)


class NewcomerForm(SheetForm):
    """Somebody from another department, or somebody who has no account yet."""

    person = EmployeeField(label="市の職員から", queryset=None, required=False, empty_label="職員を選ぶ")
    name = NameField(label="または新しい人の氏名", required=False, max_length=100)
    furigana = KanaField(label="ふりがな", required=False, max_length=100)
    email = EmailField(label="メールアドレス", required=False)
    post = forms.ChoiceField(label="つく職", required=False)
    old = forms.ChoiceField(
        label="今の職",
        required=False,
        choices=[(LEAVE, "離れる"), (LEAVE_VACANT, "離れて、空けておく"), (KEEP, "兼務する")],
    )

    def __init__(self, *args: Any, picture: Picture, choices: list[Any], people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picture = picture
        person, post, old = (self.fields[name] for name in ("person", "post", "old"))
        person.queryset = people  # type: ignore[attr-defined]
        post.choices = [("", ""), *choices]  # type: ignore[attr-defined]
        old.initial = LEAVE

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.has_changed():
            return facts
        known = facts.get("person") or self._known(facts.get("email"))
        if known is None:
            for name, label in (("name", "氏名"), ("furigana", "ふりがな"), ("email", "メールアドレス")):
                if not facts.get(name) and name not in self.errors:
                    self.add_error(name, f"職員を選ぶか、新しい人の{label}を入れてください。")
        if not facts.get("post") and "post" not in self.errors:
            self.add_error("post", "つく職を選んでください。")
        return {**facts, "known": known}

    def _known(self, email: str | None) -> User | None:
        """An address that has an account already is that person's."""
        user = User.objects.filter(email__iexact=email).first() if email else None
        if user is not None and not user.is_active:
            raise ValidationError({"email": "このメールアドレスのアカウントは止められています。"})
        return user

    @property
    def moves(self) -> list[Move]:
        facts = self.cleaned_data
        known = facts["known"]
        person = known.pk if known else NewPerson(facts["name"], facts["furigana"], facts["email"])
        old = facts.get("old") or LEAVE
        return self.picture.arrival(person, int(facts["post"]), keeps=old == KEEP, vacant=old == LEAVE_VACANT)

    def refuse(self, sentence: str) -> None:
        self.add_error("post", sentence)


Newcomers = sheet_of(NewcomerForm, "来る人", extra=1, most=60)
