"""What the city types about its committees and those who sit on them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from accounts.models import User
from records.forms import (
    ChoiceField,
    EmailField,
    EraDateField,
    Form,
    KanaField,
    NameField,
    NumberField,
    RowField,
    TextField,
)
from staff.committees import Committee, CommitteeMember
from staff.offices import Duty


class CommitteeForm(Form):
    """``changing``: its kind stays what it is."""

    name = NameField(label="名前", max_length=60, help_text="例 協働のまちづくり審査会")
    kind = ChoiceField(label="種類", choices=Committee.Kind.choices, initial=Committee.Kind.REVIEW)
    most = NumberField(
        label="定員",
        unit="人",
        required=False,
        min_value=1,
        max_value=200,
        help_text="同じ日に委員でいられる人の数。市民の推進委員会では必ず入れます。例 5",
    )
    purpose = TextField(
        label="何をする委員会か", max_length=200, width="w-30", help_text="例 交付金の申請について、市に意見を述べる"
    )
    MENDED_AT: ClassVar = {
        "a_citizens_committee_has_a_number_of_seats": "most",
        "a_committee_has_a_seat_at_least": "most",
    }

    def __init__(self, data: Any = None, *, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if changing:
            del self.fields["kind"]


class StaffMemberForm(Form):
    """Of a committee of staff: one of the city's people, for a department."""

    user = RowField(User.objects.none(), label="職員")
    kind = ChoiceField(label="役", choices=CommitteeMember.Kind.choices, initial=CommitteeMember.Kind.MEMBER)
    background = TextField(label="どの部署の委員か", required=False, max_length=60, help_text="例 総合政策課")
    starts_on = EraDateField(label="任期のはじまり")
    ends_on = EraDateField(label="任期のおわり", required=False, help_text="決まっていなければ、空けておきます。")
    MENDED_AT: ClassVar = {
        "a_committee_member_ends_after_starting": "ends_on",
        "nobody_sits_twice_on_a_committee_at_once": "user",
        "a_committee_has_one_chair_at_a_time": "kind",
    }

    def __init__(self, data: Any = None, *, on: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        held = Duty.objects.held(on=on).values("user")
        self.fields["user"].queryset = User.objects.filter(pk__in=held, is_active=True)  # type: ignore[attr-defined]


class MemberForm(Form):
    name = NameField(label="氏名")
    furigana = KanaField(label="ふりがな", max_length=100)
    email = EmailField(
        label="メールアドレス",
        help_text="この人だけが使うアドレスにします。招待が届きます。市の職員はなれません。",
    )
    kind = ChoiceField(label="役", choices=CommitteeMember.Kind.choices, initial=CommitteeMember.Kind.MEMBER)
    background = TextField(label="選ばれた立場", required=False, max_length=60, help_text="例 学識経験者、公募の市民")
    starts_on = EraDateField(label="任期のはじまり")
    ends_on = EraDateField(label="任期のおわり", required=False, help_text="決まっていなければ、空けておきます。")
    MENDED_AT: ClassVar = {
        "a_committee_member_ends_after_starting": "ends_on",
        "nobody_sits_twice_on_a_committee_at_once": "email",
        "a_committee_has_one_chair_at_a_time": "kind",
    }


class EndMemberForm(Form):
    on = EraDateField(label="任期のおわりの日", help_text="この日まで委員です。次の日から、諮問の書類を見られません。")
    MENDED_AT: ClassVar = {
        "nobody_sits_twice_on_a_committee_at_once": "on",
        "a_committee_has_one_chair_at_a_time": "on",
    }
