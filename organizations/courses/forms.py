"""What is typed about courses: by who holds them, and by who applies."""

from __future__ import annotations

from datetime import date
from typing import Any

from organizations.courses.course import TYPED, Course
from organizations.meetings.meeting import Meeting
from records.forms import (
    CheckField,
    EmailField,
    EraDateField,
    Form,
    LongTextField,
    NameField,
    NumberField,
    PhoneField,
    RowField,
    RowsField,
    TextField,
)
from staff.liaisons import districts
from staff.models import Theme


class CourseForm(Form):
    title = TextField(label="講座の名前", max_length=60, width="w-30")
    about = LongTextField(label="案内", rows=5, max_length=2000)
    theme = RowField(label="分野", queryset=None)
    for_whom = TextField(label="対象", required=False, max_length=100, width="w-30", help_text="例 市内に住む人")
    place = TextField(label="会場", required=False, max_length=100, width="w-30")
    capacity = NumberField(label="定員", required=False, unit="人", min_value=1, max_value=9999)
    apply_until = EraDateField(label="申し込みの締切")
    needed = NumberField(label="修了に要る回数", unit="回", min_value=1, max_value=99)
    inquiries = TextField(label="問い合わせ先", required=False, max_length=100, width="w-30")

    def __init__(self, *args: Any, on: date, course: Course | None = None, **kwargs: Any) -> None:
        begun = {name: getattr(course, name) for name in TYPED} if course else {}
        super().__init__(*args, initial=begun, **kwargs)
        self.fields["apply_until"].not_before = min(on, course.apply_until) if course else on  # type: ignore[attr-defined]
        themes: Any = Theme.objects
        self.fields["theme"].queryset = themes.in_use(besides=begun.get("theme") and begun["theme"].pk)  # type: ignore[attr-defined]


class MeetingsField(RowsField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} {obj.title}".strip() + f"({obj.day.month}月{obj.day.day}日 {obj.place})"


class SessionsForm(Form):
    meetings = MeetingsField(
        label="講座の回",
        queryset=None,
        help_text="会議のページで用意した会議から選びます。日時と会場は、会議のものです。",
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, initial={"meetings": [each.pk for each in course.sessions()]}, **kwargs)
        own = Meeting.objects.filter(organization=course.organization, area=course.area).exclude(status="cancelled")
        rows = own.select_related("kind", "organization", "area").order_by("-starts_at", "-pk")
        self.fields["meetings"].queryset = rows  # type: ignore[attr-defined]
        self.has_meetings = rows.exists()


class ApplyForm(Form):
    """``website`` is for machines: people do not see it."""

    name = NameField(label="氏名", help_text="修了証に、このとおり印刷します。")
    phone = PhoneField(label="電話", required=False, help_text="電話かメールの、どちらかを入れてください。")
    email = EmailField(label="メールアドレス", required=False, help_text="控えと、席が空いたお知らせを送ります。")
    area = RowField(label="お住まいの地区", queryset=None, required=False, empty_label="書かない")
    wants_asked = CheckField(
        label="修了したら、地域から声をかけてもよい",
        required=False,
        help_text="印をつけると、修了のとき、手伝えることがコーディネーターに伝わります。名前は公開しません。",
    )
    can_do = TextField(label="手伝えること", required=False, max_length=200, width="w-30", help_text="例 スマホの相談")
    website = TextField(label="ここには何も書かないでください", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = districts()  # type: ignore[attr-defined]
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    @property
    def is_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    @property
    def person(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class FinishForm(Form):
    on = EraDateField(label="修了の日")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": on}, **kwargs)
        self.fields["on"].not_after = on  # type: ignore[attr-defined]


class CancelForm(Form):
    reason = TextField(label="中止の理由", max_length=200, width="w-30")
