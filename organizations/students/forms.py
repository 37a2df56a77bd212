"""What is typed about students' activities."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from organizations.models import Organization
from organizations.students.activity import StudentActivity, schools_of
from records.fiscal import FiscalYear
from records.forms import FiscalYearField, Form, LongTextField, NumberField, RowField, TextField
from records.forms.photos import PhotosField
from staff.liaisons import districts

WRITTEN = ("school", "title", "text", "fiscal_year", "students", "teacher", "area", "organization")


class ActivityForm(Form):
    school = TextField(label="学校", max_length=60, help_text="例 見本大学")
    title = TextField(label="活動の名前", max_length=60, width="w-30")
    text = LongTextField(label="したこと", rows=6, max_length=2000, help_text="学生の名前は書かないでください。")
    fiscal_year = FiscalYearField(label="年度")
    students = NumberField(label="学生の人数", required=False, unit="人", min_value=1, max_value=9999)
    teacher = TextField(label="担当の先生", required=False, max_length=60)
    area = RowField(label="地区", queryset=None, required=False, empty_label="選ばない")
    organization = RowField(label="いっしょにした団体", queryset=None, required=False, empty_label="選ばない")
    photos = PhotosField(label="写真")

    def __init__(self, *args: Any, by: User, on: date, activity: StudentActivity | None = None, **kwargs: Any) -> None:
        schools = schools_of(by, on=on)
        begun: dict[str, Any] = {"fiscal_year": FiscalYear.of(on), "school": schools[0] if schools else ""}
        if activity:
            begun = {name: getattr(activity, name) for name in WRITTEN}
        super().__init__(*args, initial=begun, **kwargs)
        self.schools = schools
        fields: Any = self.fields
        fields["area"].queryset = districts()
        bodies = Organization.objects.filter(status__in=["active", "working"])
        fields["organization"].queryset = bodies.order_by("furigana", "pk")

    def clean_school(self) -> str:
        school: str = self.cleaned_data["school"]
        if self.schools and school not in self.schools:
            self.add_error("school", f"{'、'.join(self.schools)}の活動だけを書けます。")
        return school

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WRITTEN}
