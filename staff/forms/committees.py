"""What the city types about its committees and those who sit on them."""

from __future__ import annotations

from typing import ClassVar

from records.forms import ChoiceField, EmailField, EraDateField, Form, KanaField, NameField, TextField
from staff.committees import CommitteeMember


class CommitteeForm(Form):
    name = NameField(label="名前", max_length=60, help_text="例 協働のまちづくり審査会")
    purpose = TextField(
        label="何をする委員会か", max_length=200, width="w-30", help_text="例 交付金の申請について、市に意見を述べる"
    )


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
