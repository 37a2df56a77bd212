"""The page: look first, then all or nothing; and the same on the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from organizations.models import AreaFigure, FigureFile
from records.events import Event
from tests.cast import Hall, Land
from tests.organizations.figures.build import csv
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
PAGE = reverse("areas:figures")
TABLE = ("地域名,調査年月日,総人口,男性,女性,備考2", "北大字,R7.10.1,690,340,350,あ", "中大字,R7.10.1,580,290,290,")


class TestPage:
    def test_is_the_sections(self, as_user: AsUser, hall: Hall, land: Land, nanami: User) -> None:
        seen = {who: as_user(who).get(PAGE).status_code for who in (hall.drafter, hall.stranger, nanami)}
        assert seen == {hall.drafter: 200, hall.stranger: 403, nanami: 403}

    def test_shows_what_the_file_would_do_and_then_does_it(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        browser = as_user(hall.drafter)
        look = browser.post(PAGE, {"file": csv(*TABLE), "source": "住民基本台帳"})
        for words in (
            "加える数値 6、変わる数値 0",
            "読み取れなかった見出し: 備考2",
            "令和7年10月1日",
            "この内容で読み込む",
        ):
            assert words in look.text
        assert not FigureFile.objects.exists()
        done = browser.post(PAGE, {"token": look.context["token"]}, follow=True)
        assert "6の数値を加え、0の数値を直しました。" in done.text
        assert "人口.csv" in done.text
        assert AreaFigure.objects.get(area=land.north_oaza, indicator=land.population, as_of="2025-10-01").value == 690

    def test_a_mistake_keeps_what_was_typed_and_takes_nothing(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        page = as_user(hall.drafter).post(PAGE, {"file": csv(*TABLE, "東大字,R7.10.1,1,1,0,"), "source": "うちの台帳"})
        assert "「東大字」という区域は、登録されていません。" in page.text
        assert "うちの台帳" in page.text
        assert "この内容で読み込む" not in page.text

    def test_a_file_that_cannot_be_read_is_told_at_the_field(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        page = as_user(hall.drafter).post(PAGE, {"file": csv("x", name="a.pdf"), "source": "x"})
        assert "CSVかExcel" in page.context["form"].errors["file"][0]

    def test_an_old_look_is_asked_for_again(self, as_user: AsUser, hall: Hall, land: Land) -> None:
        assert "もう一度ファイルを選んで" in as_user(hall.drafter).post(PAGE, {"token": "x"}, follow=True).text


class TestCommand:
    @pytest.fixture
    def file(self, tmp_path: Path) -> str:
        path = tmp_path / "人口.csv"
        path.write_text("\n".join(TABLE), encoding="cp932")
        return str(path)

    def test_looks_only(self, land: Land, file: str, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("import_figures", file, "--dry-run")
        told = capsys.readouterr()
        assert "北大字 令和7年10月1日 人口 690: 加える 3、変わる 0、同じ 0" in told.out
        assert "読み取れなかった見出し: 備考2" in told.err
        assert not FigureFile.objects.exists()

    def test_takes_in_somebodys_name_or_in_nobodys(self, hall: Hall, land: Land, file: str) -> None:
        call_command("import_figures", file, "--by", hall.drafter.email)
        taken = FigureFile.objects.get()
        assert (taken.taken_by, taken.added) == (hall.drafter, 6)
        assert "import_figures" in Event.objects.about(taken).get().from_agent
        call_command("import_figures", file)  # nothing new: nothing happens
        assert FigureFile.objects.count() == 1

    def test_names_what_is_wrong_and_ends_with_one(self, hall: Hall, land: Land, file: str) -> None:
        Path(file).write_text("\n".join([*TABLE, "東大字,R7.10.1,1,1,0,"]))
        with pytest.raises(CommandError, match="「東大字」") as wrong:
            call_command("import_figures", file)
        assert wrong.value.returncode == 1
        assert not FigureFile.objects.exists()

    @pytest.mark.parametrize(
        "words", [["nowhere.csv"], ["FILE", "--by", "nobody@example.jp"], ["FILE", "--date", "きのう"]]
    )
    def test_a_wrong_order_ends_with_two(self, land: Land, file: str, words: list[str]) -> None:
        with pytest.raises(CommandError) as wrong:
            call_command("import_figures", *[file if word == "FILE" else word for word in words])
        assert wrong.value.returncode == 2
