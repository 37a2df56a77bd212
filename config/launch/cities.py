"""Which city the demonstration shows: ``make run CITY=shinjo``. Each has its own database in the private cluster."""

from __future__ import annotations

from collections.abc import Mapping

from config.launch.say import Trouble

USUAL = "niimi"
CITIES = {USUAL: "新見市", "hachioji": "八王子市", "shinjo": "新庄市", "tama": "多摩市"}


def wanted(given: Mapping[str, str], *, demo: bool) -> str:
    """The city that was named, or the usual one. Trouble for a name that is none, and where no demonstration runs."""
    name = given.get("CITY", "") or USUAL
    if name not in CITIES:
        known = "、".join(f"{key}({title})" for key, title in CITIES.items())
        raise Trouble(f"CITY={name} という見本の市はありません。次から選んでください: {known}")
    if name != USUAL and not demo:
        raise Trouble("CITY は見本の市を選ぶためのものです。DATABASE_URL や DEMO=0 といっしょには使えません。")
    return name


def address(usual: str, city: str) -> str:
    """Of the city's own database; that of the usual one is the cluster's first, as it always was."""
    return usual if city == USUAL else f"{usual}_{city}"
