"""Cities with areas, and tables of figures as they publish them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.figures.judged import Judged, Wishes
from organizations.figures.judging import Judge
from organizations.models import Area, AreaFigure

FILES = Path("config/demo/figures")
ON = date(2026, 6, 1)
APRIL = date(2025, 4, 1)
NIIMI = (
    "熊野 井倉野 唐松 広瀬 青葉谷上 青葉谷下 東日の出 西日の出 松が原 川中 川西 桜本 "
    "大滝 水音 畑野 岩瀬 三ツ池 鷹見 星原 小峠 谷影 北峰 花野"
)
TAMA = "第一小学区 東寺方小学区 第二小学区 聖ケ丘中学区 東愛宕中学区"
HACHIOJI = "長房中学校区 横山中学校区 元八王子中学校区"


def city(name: str, code: str, *districts: str) -> Area:
    made = Area.objects.create(kind="city", code=code, name=name, furigana="みほんし")
    for number, district in enumerate(districts, start=1):
        Area.objects.create(
            kind="district", code=f"{code}-{number}", name=district, furigana="みほん", parent=made, order=number
        )
    return made


def published(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (FILES / name).read_bytes())


def csv(*lines: str, name: str = "人口.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def xlsx(*rows: list[Any]) -> SimpleUploadedFile:
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("人口.xlsx", out.getvalue())


def judge(file: SimpleUploadedFile, **wishes: Any) -> Judged:
    return Judge(file, Wishes(**{"source": "住民基本台帳", **wishes}), on=ON).judge()


def told(judged: Judged) -> list[str]:
    return [str(problem) for problem in judged.problems]


def values(judged: Judged, area: str) -> dict[str, Any]:
    return {new.indicator.code: new.value for new in judged.figures if new.area.name == area}


def kept(area: str, code: str) -> Any:
    return AreaFigure.objects.get(area__name=area, indicator__code=code).value
