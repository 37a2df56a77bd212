"""The demonstration city prints a sample seal on what is a 処分; its other letters go out without one."""

from __future__ import annotations

from config.demo.city import LONG_AGO
from records.letters import seals
from records.letters.paper import SealMode
from records.letters.setting import LetterSetting, SealImage

PLAIN = {
    "grants.decision": "様式第2号(第5条関係)",
    "grants.refusal": "様式第3号(第5条関係)",
    "grants.changed": "様式第5号(第8条関係)",
    "grants.approved": "様式第6号(第8条関係)",
    "grants.change_refused": "様式第7号(第8条関係)",
}


def print_seals() -> None:
    seal = SealImage.register(seals.sample(), name="見本の公印", on=LONG_AGO)
    sealed = {
        "organizations.recognised": "様式第2号(第4条関係)",
        "organizations.refused": "様式第3号(第4条関係)",
        "grants.revocation": "様式第8号(第11条関係)",
    }
    for kind, form in sealed.items():
        LetterSetting.objects.filter(kind=kind).update(seal_mode=SealMode.IMAGE, seal=seal, form_number=form)
    for kind, form in PLAIN.items():
        LetterSetting.objects.filter(kind=kind).update(form_number=form)
