"""One row of the city's own words, as it is typed."""

from __future__ import annotations

from typing import Any

from records.forms import CheckField, Form, NumberField, TextField
from staff.words.words import Word


class WordForm(Form):
    name = TextField(label="名前", max_length=30)
    order = NumberField(label="並び順", max_value=999)
    is_used = CheckField(
        label="使う", required=False, help_text="外すと、これからは選べません。前に選んだものは残ります。"
    )

    def __init__(self, data: Any = None, *, row: Word | None = None, **kwargs: Any) -> None:
        begun = {name: getattr(row, name) for name in self.base_fields} if row else {"is_used": True}
        super().__init__(data, initial=begun, **kwargs)


class RoleForm(WordForm):
    leads = CheckField(
        label="地区を代表する", required=False, help_text="この区分の人がだれもいない地区は、「欠員」と出ます。"
    )


class PartnerKindForm(WordForm):
    is_school = CheckField(label="大学・学校の人", required=False, help_text="学校の「学生の活動」を書けます。")


FORMS: dict[str, type[WordForm]] = {"liaison-roles": RoleForm, "partner-kinds": PartnerKindForm, "themes": WordForm}
