"""役員名簿 (form 3.3)."""

from __future__ import annotations

from typing import Any, ClassVar

from organizations.models import Officer
from records.forms import ChoiceField, EmailField, EraDateField, Form, KanaField, NameField, PhoneField, TextField

INVITE_HINT = "入れると、この人がポータルを使うための招待のメールが届きます。"


class OfficerForm(Form):
    """A line of the register: the role and the name are public, address and telephone are not."""

    MENDED_AT: ClassVar = {
        "one_president_at_a_time": "starts_on",
        "nobody_stands_twice_in_the_same_role": "name",
        "an_officer_ends_after_starting": "ends_on",
    }

    kind = ChoiceField(label="役職", choices=Officer.Kind.choices)
    name = NameField(label="氏名")
    furigana = KanaField(label="ふりがな", max_length=100)
    starts_on = EraDateField(label="任期のはじまり")
    ends_on = EraDateField(label="任期のおわり", required=False, help_text="決まっていなければ、空けておきます。")
    address = TextField(label="住所", required=False, width="w-30", help_text="この団体と市の担当の係だけが見ます。")
    phone = PhoneField(label="電話", required=False, help_text="この団体と市の担当の係だけが見ます。")
    note = TextField(label="備考", required=False, width="w-30")


class AppointForm(OfficerForm):
    email = EmailField(label="メールアドレス", required=False, help_text=INVITE_HINT)


class AmendForm(OfficerForm):
    """Another role is another line: end this one and enter a new one."""

    kind = None  # type: ignore[assignment]

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(officer, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class EndForm(Form):
    on = EraDateField(label="任期のおわりの日", help_text="この日まで役員です。")


class InviteForm(Form):
    email = EmailField(label="メールアドレス", help_text="この人だけが使うアドレスにします。")
