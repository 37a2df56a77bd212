"""What is typed about an inquiry: when it comes in, and one form for each thing that is done with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from records.forms import CheckField, ChoiceField, EraDateField, Form, LongTextField, NameField, RowField, TextField
from staff.inquiries.inquiries import Inquiry
from staff.liaisons import districts
from staff.offices import Department

CITY_S = [choice for choice in Inquiry.Channel.choices if choice[0] not in {"web", "report"}]


class VoiceForm(Form):
    """The public form. ``website`` is for machines: people do not see it, and what is typed there is thrown away."""

    kind = ChoiceField(label="どんな声ですか", choices=Inquiry.Kind.choices)
    text = LongTextField(
        label="内容",
        rows=8,
        max_length=2000,
        help_text="だれか分かること(名前、電話)は書かないでください。",
    )
    area = RowField(label="どの地区のことですか", queryset=None, required=False, empty_label="市全体、または分からない")
    wants_answer = CheckField(label="答えがほしい", required=False, initial=True)
    sender_name = NameField(label="お名前", required=False, help_text="書かなくても送れます。公表しません。")
    sender_contact = TextField(
        label="連絡先",
        required=False,
        max_length=254,
        help_text="電話かメールアドレス。書かなくても、受付番号で答えを読めます。",
    )
    website = TextField(label="ここには何も書かないでください", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = districts()  # type: ignore[attr-defined]
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    @property
    def is_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class TakeInForm(Form):
    channel = ChoiceField(label="受けた方法", choices=CITY_S)
    received_on = EraDateField(label="受けた日")
    kind = ChoiceField(label="区分", choices=Inquiry.Kind.choices)
    subject = TextField(label="件名", max_length=60, width="w-30", help_text="名前を書かないでください。一覧に出ます。")
    text = LongTextField(label="内容", rows=6, max_length=4000)
    area = RowField(label="地区", queryset=None, required=False, empty_label="市全体、または分からない")
    sender_name = NameField(label="声を寄せた人", required=False, help_text="答える人と伝える人だけが見ます。")
    sender_contact = TextField(label="連絡先", required=False, max_length=254)
    wants_answer = CheckField(label="答えがほしい", required=False, initial=True)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = districts()  # type: ignore[attr-defined]
        self.fields["received_on"].not_after = on  # type: ignore[attr-defined]


class DeedForm(Form):
    """``on``: today; a form begins with what stands on the inquiry."""

    def __init__(self, *args: Any, inquiry: Inquiry, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.begun(inquiry, on), **kwargs)
        self.prepare(inquiry, on)

    def begun(self, inquiry: Inquiry, on: date) -> dict[str, Any]:
        return {}

    def prepare(self, inquiry: Inquiry, on: date) -> None:
        """Fills in what can be chosen."""


class DepartmentField(RowField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class RouteForm(DeedForm):
    department = DepartmentField(label="担当課", queryset=None, required=False, empty_label="選ばない")
    partner = RowField(label="または地域の支え手", queryset=None, required=False, empty_label="選ばない")
    due_on = EraDateField(label="回答期限")
    comment = LongTextField(label="担当へのひとこと", rows=2, max_length=500, required=False)

    def begun(self, inquiry: Inquiry, on: date) -> dict[str, Any]:
        return {"department": inquiry.department_id, "partner": inquiry.partner_id, "due_on": inquiry.due_on}

    def prepare(self, inquiry: Inquiry, on: date) -> None:
        self.fields["due_on"].not_before = on  # type: ignore[attr-defined]
        offices = Department.objects.held(on=on).select_related("parent__parent__parent")
        self.fields["department"].queryset = offices  # type: ignore[attr-defined]
        near = User.objects.filter(partnerships__in=partners_near(inquiry, on)).distinct()
        self.fields["partner"].queryset = near.order_by("furigana", "pk")  # type: ignore[attr-defined]
        if not near:
            del self.fields["partner"]


def partners_near(inquiry: Inquiry, on: date) -> Any:
    """Whom from outside it can be passed to: those who support its area."""
    rows: Any = User._meta.get_field("partnerships").related_model
    return rows.objects.in_area(inquiry.area_id, on=on)


class AnswerForm(DeedForm):
    text = LongTextField(label="答え", rows=8, max_length=4000, help_text="市民に伝わる言葉で書いてください。")

    def begun(self, inquiry: Inquiry, on: date) -> dict[str, Any]:
        return {"text": inquiry.answer_text}


class WordForm(DeedForm):
    comment = LongTextField(label="理由", rows=3, max_length=500)


class ReopenForm(DeedForm):
    due_on = EraDateField(label="新しい回答期限")
    comment = LongTextField(label="書き直す理由", rows=3, max_length=500)

    def prepare(self, inquiry: Inquiry, on: date) -> None:
        self.fields["due_on"].not_before = on  # type: ignore[attr-defined]


class TellForm(DeedForm):
    on = EraDateField(label="伝えた日")
    how = TextField(label="伝え方", max_length=60, help_text="例 電話、役員会で、メール")

    def begun(self, inquiry: Inquiry, on: date) -> dict[str, Any]:
        return {"on": on}

    def prepare(self, inquiry: Inquiry, on: date) -> None:
        self.fields["on"].not_after = on  # type: ignore[attr-defined]


class PublishForm(DeedForm):
    subject = TextField(label="件名", max_length=60, width="w-30")
    question = LongTextField(
        label="公表する声", rows=5, max_length=4000, help_text="名前や場所など、だれか分かる言葉を消してください。"
    )
    answer = LongTextField(label="公表する答え", rows=6, max_length=4000)

    def begun(self, inquiry: Inquiry, on: date) -> dict[str, Any]:
        question = inquiry.public_question or inquiry.text
        answer = inquiry.public_answer or inquiry.answer_text
        return {"subject": inquiry.subject, "question": question, "answer": answer}
