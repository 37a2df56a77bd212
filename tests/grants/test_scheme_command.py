"""``manage.py scheme``: rule books on the command line. No test here may touch the database, and none can."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.house.walk import ROOT

BOOKS = ROOT / "tests/grants/rulebooks"
KOURA = BOOKS / "koura.toml"


class Terminal:
    def __init__(self, folder: Path) -> None:
        self.folder, self.out, self.err = folder, "", ""

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def types(self, *words: object) -> str:
        out, err = StringIO(), StringIO()
        try:
            call_command("scheme", *map(str, words), stdout=out, stderr=err)
        finally:
            self.out, self.err = out.getvalue(), err.getvalue()
        return self.out

    def calculates(self, figures: str | bytes, book: Path = KOURA) -> dict[str, int]:
        told = self.types("calculate", book, "--figures", self.file("figures.csv", figures), "--json")
        return {each["organization"]: each["amount"] for each in json.loads(told)["organizations"]}

    def is_refused(self, *words: object) -> tuple[int, str]:
        with pytest.raises(CommandError) as refusal:
            self.types(*words)
        return refusal.value.returncode, str(refusal.value)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


class TestCheck:
    def test_reads_the_rule_back(self, terminal: Terminal):
        told = terminal.types("check", KOURA)
        assert "正しく読めました。行政区交付金" in told
        assert "・[活動費] 活動費(世帯割): 世帯数 1世帯につき350円。" in told

    @pytest.mark.parametrize(
        ("old", "new", "line", "word"),
        [
            ("rate = 350", "rate = 350x", 48, "余分な文字"),
            ("rate = 350", "rate = -350", 48, "0以上"),
            ('count = "population"', 'count = "popluation"', 56, "使える数"),
            ("minus = true", "minus = 1", 63, "true か false"),
            ('name = "世帯数"', 'nome = "世帯数"', 11, "「nome」という項目"),
            ("fiscal_year = 2025", "", 4, "「年度」"),
            ("amount = 284_400", "amount = 284_401", 69, "284,401円のはずが、284,400円"),
        ],
    )
    def test_names_line_and_reason(self, terminal: Terminal, old: str, new: str, line: int, word: str):
        file = terminal.file("wrong.toml", KOURA.read_text().replace(old, new, 1))
        code, told = terminal.is_refused("check", file)
        assert code == 1
        assert told.startswith(f"{file}: {line}行目: ")
        assert word in told

    def test_names_the_line_inside_a_table(self, terminal: Terminal):
        text = (BOOKS / "made_1_steps.toml").read_text()
        file = terminal.file(
            "wrong.toml", text.replace("{ over = 30, amount = 50_000 }", "{ over = 30, amount = true }")
        )
        line = text.splitlines().index("  { over = 30, amount = 50_000 },") + 1
        assert f"{line}行目: " in terminal.is_refused("check", file)[1]

    def test_tells_everything_at_once(self, terminal: Terminal):
        text = KOURA.read_text().replace("rate = 600", "rate = -600").replace("rate = 100", "rate = -100")
        assert len(terminal.is_refused("check", terminal.file("wrong.toml", text))[1].splitlines()) == 2

    def test_a_file_that_is_not_there_is_a_wrong_command(self, terminal: Terminal):
        assert terminal.is_refused("check", "nowhere.toml")[0] == 2

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00", "制度".encode("cp932"), b"a = " + b"[" * 5000])
    def test_refuses_what_is_no_text(self, terminal: Terminal, content: bytes):
        assert terminal.is_refused("check", terminal.file("wrong.toml", content))[0] == 1


class TestCalculate:
    def test_prints_the_sheet(self, terminal: Terminal):
        figures = terminal.file("figures.csv", "団体名,世帯数,人口\n北,200,560\n")
        told = terminal.types("calculate", KOURA, "--figures", figures)
        assert "区長等経費(世帯割): 600円 × 世帯数200世帯 = 120,000円" in told
        assert "世帯数 200世帯 (令和7年4月1日現在) 出典 住民基本台帳(外国人を含む)" in told
        assert "交付できる額 411,000円" in told

    @pytest.mark.parametrize(
        "figures",
        [
            "団体名,世帯数,人口\n北,200,560\n",
            "﻿団体名,世帯数,人口\r\n北,200,560\r\n",
            "団体名,世帯数,人口\n北,200,560\n".encode("cp932"),
            "団体名\t世帯数\t人口\n北\t200\t560\n".encode("utf-16"),
            "organization;households;population\n北;200;560\n",
            "人口(令和7年4月1日現在),団 体 名,世帯数(世帯)\n５６０人,北,２００世帯\n",
            'コード,団体名,世帯数,人口\n001,北,"200","560"\n\n,合計,200,560\n',
        ],
    )
    def test_reads_what_offices_write(self, terminal: Terminal, figures: str | bytes):
        assert terminal.calculates(figures) == {"北": 411_000}

    def test_names_what_it_did_not_understand(self, terminal: Terminal):
        figures = terminal.file("figures.csv", "団体名,世帯数,人口,面積\n北,200,560,3\n合計,200,560,3\n,1,1,1\n")
        terminal.types("calculate", KOURA, "--figures", figures)
        assert terminal.err.splitlines() == [
            "列「面積」は、この制度で使わない数か、名前がちがいます。使いませんでした。",
            "3行目「合計」は合計の行とみて、使いませんでした。",
            "4行目に団体の名前がありません。使いませんでした。",
        ]

    @pytest.mark.parametrize(
        ("figures", "word"),
        [
            ("団体名,世帯数,人口\n北,約200,560\n", "2行目 北の「世帯数」: 「約200」は数字として読めません"),
            ("団体名,世帯数,人口\n北,-5,560\n", "2行目 北の「世帯数」がマイナス"),
            ("団体名,世帯数\n北,200\n", "「人口」(令和7年4月1日現在)の数値が、どの団体にもありません"),
            ("団体名,世帯数,人口(R6.4.1)\n北,200,560\n", "「人口」は令和6年4月1日の数です"),
            ("団体名,世帯数,人口\n北,200,99999999999999\n", "1兆をこえて"),
            ("団体名,世帯数,人口\n北,,560\n南,1,1\n", "北の「世帯数」(令和7年4月1日現在)がありません"),
            ("世帯数,人口\n200,560\n", "団体の名前の列がありません"),
            ("団体名,世帯数,人口\n北,1,1\n北,2,2\n", "3行目: 団体「北」が2回"),
            ("団体名,世帯数,人口\n", "団体の行がありません"),
            ("", "空です"),
        ],
    )
    def test_refuses_with_the_reason(self, terminal: Terminal, figures: str, word: str):
        file = terminal.file("figures.csv", figures)
        code, told = terminal.is_refused("calculate", KOURA, "--figures", file)
        assert code == 1
        assert word in told

    def test_still_prints_the_others_and_lists_problems_as_json(self, terminal: Terminal):
        figures = terminal.file("figures.csv", "団体名,世帯数,人口\n北,,560\n南,200,560\n")
        terminal.is_refused("calculate", KOURA, "--figures", figures, "--json")
        told = json.loads(terminal.out)
        assert [(each["organization"], each["amount"]) for each in told["organizations"]] == [("南", 411_000)]
        assert told["problems"][0]["organization"] == "北"
        assert told["total"] == 411_000

    def test_without_figures_is_a_wrong_command(self, terminal: Terminal):
        assert terminal.is_refused("calculate", KOURA, "--figures", "nowhere.csv")[0] == 2

    def test_knows_the_columns_that_every_scheme_has(self, terminal: Terminal):
        assert terminal.calculates('地区,対象経費\n北,"623,450"\n', BOOKS / "niimi_trial.toml") == {"北": 500_000}
