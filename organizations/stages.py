"""段階 of an organization: its states, which verb leads from which to which, and how its history tells of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from organizations.changing import Changing


class Staged(Changing):
    class Status(models.TextChoices):
        AWARENESS = "awareness", "機運づくり"
        PREPARING = "preparing", "準備会"
        PLANNING = "planning", "将来計画づくり"
        FOUNDED = "founded", "設立"
        ACTIVE = "active", "認可・活動中"
        WORKING = "working", "活動中"
        REVOKED = "revoked", "認可の取消し"
        SUSPENDED = "suspended", "活動の休止"
        DISSOLVED = "dissolved", "解散"

    STAGES: ClassVar[Any] = Status.choices[
        :-3
    ]  # whoever is in one goes on: neither revoked nor suspended nor dissolved

    YOUNG: ClassVar[Any] = {Status.AWARENESS, Status.PREPARING, Status.PLANNING, Status.FOUNDED}
    MOVES: ClassVar[Any] = {  # of what leads on, its kind says which comes next (``can``)
        "prepare": ({Status.AWARENESS}, Status.PREPARING),
        "plan": ({Status.AWARENESS, Status.PREPARING}, Status.PLANNING),
        "found": ({Status.AWARENESS, Status.PREPARING, Status.PLANNING}, Status.FOUNDED),
        "recognise": (YOUNG | {Status.REVOKED}, Status.ACTIVE),
        "begin_work": (YOUNG, Status.WORKING),
        "report_change": ({Status.ACTIVE}, Status.ACTIVE),
        "rechange": ({Status.ACTIVE}, Status.ACTIVE),
        "revoke": ({Status.ACTIVE, Status.SUSPENDED}, Status.REVOKED),
        "suspend": ({Status.ACTIVE, Status.WORKING}, Status.SUSPENDED),
        "resume": ({Status.SUSPENDED}, Status.ACTIVE),
        "resume_work": ({Status.SUSPENDED}, Status.WORKING),
        "dissolve": ({Status.ACTIVE, Status.WORKING, Status.SUSPENDED, Status.REVOKED}, Status.DISSOLVED),
    }
    NOT_NOW: ClassVar[Any] = {
        "prepare": "準備会は、もう届け出てあります。団体のページを開き直してください。",
        "found": "設立は、将来計画づくりを始めてから届け出ます。団体のページで、今の段階を確かめてください。",
        "begin_work": "この団体は、まだ次の段階に進めません。団体のページで、今の段階を確かめてください。",
        "report_change": "変更届は、認可された団体が出します。まだのときは、団体の情報をそのまま直してください。",
        "rechange": "変更の認可を申請できるのは、認可されて活動している団体だけです。団体のページを見てください。",
        "suspend": "休止を届け出られるのは、活動している団体だけです。団体のページで、今の段階を確かめてください。",
        **dict.fromkeys(("resume", "resume_work"), "再開を届け出られるのは、休止している団体だけです。"),
        "dissolve": "解散を届け出られるのは、活動している(休止している)団体だけです。",
        "revoke": "認可を取り消せるのは、認可されて活動している団体だけです。団体のページを見てください。",
    }
    SAID: ClassVar[Any] = {
        "revoke": "市の認可を取り消された",
        "register": "機運づくりの団体として登録した",
        "prepare": "準備会を置いた",
        "plan": "将来計画づくりを始めた",
        "found": "設立総会を開いた",
        "recognise": "市の認可を受けた",
        "begin_work": "活動を始めた",
        "suspend": "活動の休止を届け出た",
        **dict.fromkeys(("resume", "resume_work"), "活動の再開を届け出た"),
        "dissolve": "解散した",
        "give_notice": "市が告示した",
        "tie_lineage": "ほかの団体とのつながりを入れた",
        "untie_lineage": "ほかの団体とのつながりを消した",
        "add_member": "構成団体を載せた",
        "end_member": "構成団体のおわりを入れた",
        "add_section": "部会を置いた",
        "end_section": "部会のおわりを入れた",
        "add_seat": "部会の人を載せた",
        "end_seat": "部会の人のおわりを入れた",
        "report_change": "認可事項の変更を届け出た",
        "rechange": "認可事項の変更が認可された",
        "describe": "団体の情報を直した",
        "choose_submitters": "市に出す人を決めた",
        "appoint": "役員名簿に載せた",
        "amend": "役員名簿を直した",
        "end": "役員の任期のおわりを入れた",
        "compare": "積立の残高を通帳と合わせた",
        "take_back": "役員名簿に載せるのを取りやめた",
        "open_sheet": "引継書を開いた",
        "invite": "招待のメールを送った",
        "adopt_bylaws": "規約を入れた",
        "point_out": "規約の条を入れた",
        "receive": "書類を付けた",
        "put_away": "書類を外した",
    }

    class Meta:
        abstract = True
