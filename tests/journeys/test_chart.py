"""地域カルテ: an officer reads the city's table in; everybody looks at the chart, on a phone, at a desk, on paper."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from config.demo.ages import by_age, indicators
from organizations.models import Area, AreaFigure, FigureFile, Indicator
from tests.cast import Hall, Land
from tests.journeys.people import DESK, PHONE, Person
from tests.journeys.test_access import findings, sideways
from tests.journeys.test_behind import enter

TABLE = """見本市 大字別人口
令和7年10月1日現在
大字名,世帯数,総人口,男性,女性
北大字,299,"691",334,357
中大字,２５９,"５８０",281,299
東大字,1,2,1,1
"""


@pytest.fixture
def counted(land: Land) -> Land:
    kinds = indicators()
    rows: list[AreaFigure] = []
    for turn, (oaza, people) in enumerate(((land.north_oaza, 700), (land.middle_oaza, 587), (land.south_oaza, 560))):
        for year, more in ((2025, 0), (2020, people // 14), (2015, people // 7)):
            day = date(year, 4, 1)
            if year > 2015:
                rows += by_age(oaza, people + more, people // 4, day=day, kinds=kinds, turn=turn)
            if more:
                rows.append(AreaFigure(area=oaza, indicator=land.population, as_of=day, value=people + more))
    care = Indicator.objects.create(code="care", name="要介護認定率", unit="%", decimals=1, adds_up=False, order=9)
    for area, value in ((land.north, "18.7"), (land.city, "17.2")):
        rows.append(
            AreaFigure(area=area, indicator=care, as_of=date(2025, 4, 1), value=value, source="介護保険事業報告")
        )
    AreaFigure.objects.bulk_create(rows)
    return land


def test_a_table_becomes_a_chart(visit: Any, hall: Hall, counted: Land, tmp_path: Path) -> None:
    officer, anybody = visit(), visit(PHONE)
    enter(officer, hall.drafter)
    reads_in(officer, tmp_path / "大字別人口.csv")
    assert FigureFile.objects.get().source == "住民基本台帳"
    looks(anybody, counted.north)


def reads_in(officer: Person, file: Path) -> None:
    officer.page.goto(f"{officer.portal}{reverse('areas:figures')}")
    file.write_bytes(TABLE.encode("cp932"))
    officer.page.get_by_label("数値の表").set_input_files(file)
    officer.type("出典", "住民基本台帳")
    officer.press("表を確かめる")
    officer.sees("「東大字」という区域は、登録されていません。")
    officer.shot("wrong")
    officer.page.get_by_label("数値の表").set_input_files(file)
    officer.page.get_by_label("登録されていない区域の行は、読まずに進む").check()
    officer.press("表を確かめる")
    officer.sees("加える数値 8、変わる数値 0")
    assert findings(officer.page) == []
    officer.shot("look")
    officer.page.set_viewport_size(PHONE)
    assert sideways(officer.page) == 0
    officer.shot("look", phone=True)
    officer.page.set_viewport_size(DESK)
    officer.press("この内容で読み込む")
    officer.told("8の数値を加え、0の数値を直しました。")


def looks(anybody: Person, area: Area) -> None:
    anybody.page.goto(f"{anybody.portal}{reverse('chart', args=[area.pk])}")
    anybody.sees("1,271人", "要介護認定率", "コーホート変化率法")
    assert (findings(anybody.page), sideways(anybody.page)) == ([], 0)
    anybody.shot("chart", phone=True)
    anybody.page.set_viewport_size(DESK)
    anybody.page.get_by_text("表で見る").first.click()
    anybody.sees("85歳以上")
    anybody.shot("chart")
    sheet = anybody.page.request.get(f"{anybody.portal}{reverse('chart_paper', args=[area.pk])}")
    assert sheet.body().startswith(b"%PDF")
    anybody.album("sheet").with_suffix(".pdf").write_bytes(sheet.body())
