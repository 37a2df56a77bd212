"""The demonstration city prints a sample seal on what is a 処分; its other letters go out without one. One wording is
being rewritten."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from config.demo.city import LONG_AGO
from records.fiscal import FiscalYear
from records.letters import seals
from records.letters.paper import SealMode
from records.letters.setting import LetterSetting, SealImage

PLAIN = {
    "grants.decision": "様式第2号(第5条関係)",
    "grants.refusal": "様式第3号(第5条関係)",
    "grants.changed": "様式第5号(第8条関係)",
    "grants.approved": "様式第6号(第8条関係)",
    "grants.change_refused": "様式第7号(第8条関係)",
    "grants.disposal_approved": "様式第12号(第18条関係)",
    "grants.disposal_refused": "様式第13号(第18条関係)",
}


def draft_wording(day: date, *, by: User) -> None:
    """A plainer sentence for next year's decisions; another officer is to look at it."""
    in_force = LetterSetting.objects.in_force("grants.decision", "", on=day)
    draft = LetterSetting.begin("grants.decision", "", by=by, on=day, like=in_force)
    rows = list(draft.entries.values("label", "text", "optional"))
    plainer = "{申請日}に申請のあった{年度}{制度}を、下記のとおり交付することに決めましたので、お知らせします。"
    draft.rewrite({"body": plainer, "starts_on": FiscalYear.of(day).next.start}, rows, by=by)


def print_seals() -> None:
    seal = SealImage.register(seals.sample(), name="見本の公印", on=LONG_AGO)
    sealed = {
        "organizations.recognised": "様式第2号(第4条関係)",
        "organizations.refused": "様式第3号(第4条関係)",
        "organizations.rechanged": "様式第5号(第7条関係)",
        "organizations.rechange_refused": "様式第6号(第7条関係)",
        "organizations.revoked": "様式第7号(第9条関係)",
        "grants.revocation": "様式第8号(第11条関係)",
    }
    for kind, form in sealed.items():
        LetterSetting.objects.filter(kind=kind).update(seal_mode=SealMode.IMAGE, seal=seal, form_number=form)
    for kind, form in PLAIN.items():
        LetterSetting.objects.filter(kind=kind).update(form_number=form)
