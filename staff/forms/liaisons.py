"""What the city types about its liaisons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch

from accounts.models import User
from records.forms import EraDateField, Form, LongTextField, PhoneField, RowField, TextField
from staff.liaisons import districts
from staff.offices import Duty
from staff.words.words import LiaisonRole


class EmployeeField(RowField):
    """Somebody who works for the city: 「税務 五月(税務課 主事)」."""

    def label_from_instance(self, obj: Any) -> str:
        posts = "、".join(f"{duty.post.department} {duty.post.title}" for duty in obj.held)
        return f"{obj.name}({posts})"


def employees(on: date) -> Any:
    """Those who hold a post on a day, each with the posts."""
    held = Duty.objects.held(on=on)
    posts = Prefetch("duties", queryset=held.select_related("post__department"), to_attr="held")
    return User.objects.filter(is_active=True, pk__in=held.values("user")).prefetch_related(posts)


class AssignForm(Form):
    area = RowField(label="地区", queryset=None)
    role = RowField(label="区分", queryset=None, to_field_name="code")
    user = EmployeeField(label="職員", queryset=None)
    starts_on = EraDateField(label="はじまり")
    ends_on = EraDateField(label="おわり", required=False, help_text="空けておくと、次に決めるまで続きます。")
    phone = PhoneField(label="連絡先", required=False, help_text="団体の人に見える電話です。例 0867-00-1234")
    note = TextField(label="備考", required=False, max_length=200)
    reason = LongTextField(  # the verb asks for it: what is put down for later needs none
        label="伺い", rows=3, required=False, help_text="決裁する人が読みます。案を置くだけのときは、空けておきます。"
    )

    def __init__(self, *args: Any, on: date, asks: bool, **kwargs: Any) -> None:
        """``asks``: the appointment goes through the posts, which read why."""
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["reason"]
        self.fields["area"].queryset = districts()  # type: ignore[attr-defined]
        self.fields["role"].queryset = LiaisonRole.objects.in_use()  # type: ignore[attr-defined]
        self.fields["user"].queryset = employees(on)  # type: ignore[attr-defined]

    def blame(self, problem: ValidationError) -> None:
        """Puts the sentence of a refused assignment at the field that mends it."""
        self.add_error(MENDED_AT.get(getattr(problem, "code", "")), problem)


MENDED_AT = {
    "no_district": "area",
    "no_employee": "user",
    "one_liaison_per_area_and_role_at_a_time": "role",
    "nobody_is_two_liaisons_of_one_area_at_once": "user",
    "a_liaison_ends_after_it_started": "ends_on",
    "one_nomination_at_a_time_per_area_and_role": "role",
}


class EndForm(Form):
    on = EraDateField(label="最後の日", help_text="この日までが担当です。")
    reason = LongTextField(label="理由", max_length=200, rows=2, help_text="例 人事異動")
