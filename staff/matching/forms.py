"""What is typed about needs and offers: by anybody, for somebody, and by coordinators."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from records.forms import (
    CheckField,
    ChoiceField,
    EmailField,
    EraDateField,
    Form,
    LongTextField,
    NameField,
    NumberField,
    PhoneField,
    RowField,
    TextField,
)
from staff.liaisons import districts
from staff.matching.cards import Card
from staff.words.words import Theme

USUAL, LONGEST = timedelta(days=60), timedelta(days=366)
CITY_S = [choice for choice in Card.Channel.choices if choice[0] not in {"web", "course"}]


class CardForm(Form):
    """The public form. ``website`` is for machines: people do not see it, and what is typed there is thrown away."""

    side = ChoiceField(label="どちらですか", choices=Card.Side.choices)
    title = TextField(
        label="ひとことで", max_length=40, width="w-30", help_text="例 庭の草を刈ってほしい / 車を出せます"
    )
    text = LongTextField(
        label="くわしく", rows=5, max_length=1000, help_text="名前や電話は、ここではなく、下に書いてください。"
    )
    theme = RowField(label="分野", queryset=None)
    area = RowField(label="地区", queryset=None, required=False, empty_label="市内のどこでも")
    time_told = TextField(label="いつ", required=False, max_length=60, help_text="例 10月の土曜の午前")
    people = NumberField(label="人数", required=False, unit="人", min_value=1, max_value=999)
    things = TextField(label="いるもの・出せるもの", required=False, max_length=120, width="w-30")
    project = TextField(label="どの活動のためか", required=False, max_length=60, width="w-30", help_text="例 秋祭り")
    until = EraDateField(label="いつまで募集しますか", help_text="この日を過ぎると、自動で一覧から消えます。")
    giver = ChoiceField(label="あなたは", choices=Card.Giver.choices)
    organization = RowField(label="団体として出す", queryset=None, required=False, empty_label="団体としてではない")
    name = NameField(label="お名前", help_text="公開しません。おたがいが「はい」と答えたときだけ、相手に伝えます。")
    phone = PhoneField(
        label="電話", required=False, help_text="電話かメールの、どちらかを入れてください。公開しません。"
    )
    email = EmailField(label="メールアドレス", required=False)
    website = TextField(label="ここには何も書かないでください", required=False)

    def __init__(self, *args: Any, on: date, by: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["theme"].queryset = Theme.objects.in_use()
        fields["area"].queryset = districts()
        fields["until"].not_before, fields["until"].not_after = on, on + LONGEST
        fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        bodies: Any = Card._meta.get_field("organization").related_model
        own = [role.organization_id for role in by.roles_on(on)] if by else []
        fields["organization"].queryset = bodies._default_manager.filter(pk__in=own).order_by("furigana", "pk")
        if not own:
            del self.fields["organization"]

    @property
    def is_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class EnterForm(CardForm):
    """For somebody who called, came or said it at a meeting."""

    channel = ChoiceField(label="受けた方法", choices=CITY_S)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["website"]
        self.fields["giver"].label, self.fields["until"].label = "出した人", "募集の期限"


class NumberForm(Form):
    code = TextField(label="受付番号", max_length=40, help_text="出したときに出た12文字。例 7K3D-9QXA-2MPT")


class DeedForm(Form):
    """``case``: a card or an introduction; ``on``: today."""

    def __init__(self, *args: Any, case: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.begun(case, on), **kwargs)
        self.prepare(case, on)

    def begun(self, case: Any, on: date) -> dict[str, Any]:
        return {}

    def prepare(self, case: Any, on: date) -> None:
        """Fills in what can be chosen."""


WORDS = ("title", "theme", "area", "time_told", "people", "things", "project", "until")


class PublishForm(DeedForm):
    title = TextField(label="件名", max_length=40, width="w-30")
    words = LongTextField(
        label="公開する内容", rows=5, max_length=1000, help_text="名前、電話、住所など、だれか分かる言葉を消します。"
    )
    theme = RowField(label="分野", queryset=None)
    area = RowField(label="地区", queryset=None, required=False, empty_label="市内のどこでも")
    time_told = TextField(label="いつ", required=False, max_length=60)
    people = NumberField(label="人数", required=False, unit="人", min_value=1, max_value=999)
    things = TextField(label="いるもの・出せるもの", required=False, max_length=120, width="w-30")
    project = TextField(label="どの活動のためか", required=False, max_length=60, width="w-30")
    until = EraDateField(label="募集の期限")

    def begun(self, case: Any, on: date) -> dict[str, Any]:
        return {name: getattr(case, name) for name in WORDS} | {"words": case.words or case.text}

    def prepare(self, case: Any, on: date) -> None:
        fields: Any = self.fields
        fields["theme"].queryset = Theme.objects.in_use(besides=case.theme_id)
        fields["area"].queryset = districts()
        fields["until"].not_before, fields["until"].not_after = on, on + LONGEST


class UntilForm(DeedForm):
    until = EraDateField(label="新しい期限")

    def begun(self, case: Any, on: date) -> dict[str, Any]:
        return {"until": on + USUAL}

    def prepare(self, case: Any, on: date) -> None:
        field: Any = self.fields["until"]
        field.not_before, field.not_after = on, on + LONGEST


class WordForm(DeedForm):
    comment = LongTextField(label="理由", rows=2, max_length=300)


class YesForm(DeedForm):
    how = TextField(label="どう聞いたか", max_length=60, help_text="例 電話で")


class FailForm(DeedForm):
    reason = TextField(label="理由", max_length=200, width="w-30", help_text="例 日が合わなかった。名前は書きません。")


class FinishForm(DeedForm):
    on = EraDateField(label="済んだ日")

    def begun(self, case: Any, on: date) -> dict[str, Any]:
        return {"on": on}

    def prepare(self, case: Any, on: date) -> None:
        self.fields["on"].not_after = on  # type: ignore[attr-defined]


class ThankForm(DeedForm):
    text = LongTextField(label="お礼の言葉", rows=3, max_length=500)
    may_publish = CheckField(label="名前を出さずに、みんなのページに載せてもよい", required=False)


class PublishThanksForm(DeedForm):
    words = LongTextField(
        label="載せる言葉", rows=3, max_length=500, required=False, help_text="空けて送ると、ページから外します。"
    )

    def begun(self, case: Any, on: date) -> dict[str, Any]:
        return {"words": case.thanks_words or case.thanks}


class IntroduceForm(Form):
    note = LongTextField(
        label="両方に伝える言葉",
        rows=3,
        max_length=500,
        required=False,
        help_text="メールに入ります。名前は書きません。",
    )
