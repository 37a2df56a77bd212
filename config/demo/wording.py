"""The demonstration city prints a sample seal on its recognitions; its other letters go out without one."""

from __future__ import annotations

from config.demo.city import LONG_AGO
from records.letters import seals
from records.letters.paper import SealMode
from records.letters.setting import LetterSetting, SealImage


def print_seals() -> None:
    seal = SealImage.register(seals.sample(), name="見本の公印", on=LONG_AGO)
    forms = {"organizations.recognised": "様式第2号(第4条関係)", "organizations.refused": "様式第3号(第4条関係)"}
    for kind, form in forms.items():
        LetterSetting.objects.filter(kind=kind).update(seal_mode=SealMode.IMAGE, seal=seal, form_number=form)
    LetterSetting.objects.filter(kind="grants.decision").update(form_number="様式第2号(第5条関係)")
    LetterSetting.objects.filter(kind="grants.refusal").update(form_number="様式第3号(第5条関係)")
