import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from records.letters.fetcher import OwnFilesOnly, Refused
from records.letters.render import Seal, merge, renderer
from records.letters.seals import as_jpeg, sample
from records.letters.texts import names
from tests.letters.papers import DAY, VALUES, directive, notice, reworded

NUMBER = "市協第123号"


def pdf(paper, **options):
    return renderer().pdf(paper.html(number=NUMBER, on=DAY), title=paper.subject, **options)


def read(content):
    """The text of the file without white space: the paper breaks lines where it likes."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def seal():
    jpeg = as_jpeg(sample())
    return Seal(hashlib.sha256(jpeg).hexdigest(), jpeg)


class TestText:
    def test_number_date_amount_and_sentence_come_back(self):
        text = read(pdf(notice()).content)
        for expected in (
            NUMBER,
            "令和7年6月2日",
            "金1,234,000円",
            "会長青木和子様",
            "（公印省略）",
            "下記のとおり交付することに決定したので通知します。",
        ):
            assert expected in text

    @pytest.mark.parametrize("name", ["髙﨑 𠮷彦", "葛\U000e0100城 邉\U000e0119 太", "塚\ufa10 德 濵", "邊\U000e0106"])
    def test_a_name_comes_back_exactly_as_its_bearer_writes_it(self, name):
        assert name.replace(" ", "") in read(pdf(notice(person=f"会長 {name}")).content)

    def test_the_seal_is_an_image_and_the_name_is_still_text(self):
        content = pdf(directive(), seal=seal()).content
        assert "新見市長見本一郎" in read(content)
        assert len(PdfReader(BytesIO(content)).pages[0].images) == 1

    def test_a_draft_says_so_on_every_page(self):
        long = reworded(notice(), entries=notice().wording.entries * 6)
        drawn = renderer().pdf(long.html(), title="案", draft=True)
        pages = PdfReader(BytesIO(drawn.content)).pages
        assert drawn.pages == len(pages) > 1
        assert all("案" in page.extract_text() for page in pages)

    def test_a_following_page_carries_the_number(self):
        long = reworded(notice(), entries=notice().wording.entries * 6)
        assert NUMBER in PdfReader(BytesIO(pdf(long).content)).pages[1].extract_text()


class TestFile:
    def test_it_is_tagged_titled_and_japanese(self):
        reader = PdfReader(BytesIO(pdf(notice()).content))
        root: Any = reader.trailer["/Root"]
        assert reader.metadata
        assert reader.metadata.title == "令和7年度新見市小規模多機能自治一括交付金 交付決定通知書"
        assert root["/Lang"] == "ja"
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert "pdfuaid" in root["/Metadata"].get_data().decode()

    def test_only_the_faces_that_are_needed_are_embedded_and_all_are(self):
        def faces(content):
            resources: Any = PdfReader(BytesIO(content)).pages[0]["/Resources"]
            return {font.get_object()["/BaseFont"].split("+")[1] for font in resources["/Font"].values()}

        assert faces(pdf(notice()).content) == {"kyodo-ud"}
        assert faces(pdf(notice(person="会長 𠮷田")).content) == {"kyodo-ud", "kyodo-noto"}

    def test_one_letter_gives_one_file_in_every_directory_and_process(self, tmp_path):
        here = [hashlib.sha256(pdf(directive(), seal=seal()).content).hexdigest() for _ in range(2)]
        there = hash_in_another_process(tmp_path)
        assert {*here, there} == {here[0]}

    def test_many_become_one_file_in_their_order(self):
        letters = [pdf(notice(person=f"会長 見本{n}")).content for n in "一二三"]
        pages = PdfReader(BytesIO(merge(letters))).pages
        assert [re.findall("会長 見本([一二三])", page.extract_text()) for page in pages] == [["一"], ["二"], ["三"]]

    def test_on_both_sides_each_letter_begins_on_a_front_page(self):
        letters = [pdf(notice()).content] * 2
        assert len(PdfReader(BytesIO(merge(letters, duplex=True))).pages) == 4


def hash_in_another_process(directory: Path) -> str:
    code = (
        "import django; django.setup(); import hashlib; from tests.letters.test_render import *;"
        "print(hashlib.sha256(pdf(directive(), seal=seal()).content).hexdigest())"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONHASHSEED": "7", "TZ": "UTC",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], cwd=directory, env=environment, check=True, capture_output=True)
    return done.stdout.decode().strip()


HOSTILE = (
    '<img src="file:///etc/passwd">'
    '<link rel="attachment" href="file:///etc/passwd"><a rel="attachment" href="file:///etc/hostname">x</a>'
    '<style>@import "http://127.0.0.1:9/x.css"; p{background:url(http://127.0.0.1:9/)}</style>'
    "<script>alert(1)</script></article>{{ settings.SECRET_KEY }}{% debug %}"
)


USED = {name for _, text in notice().wording.texts() for name in names(text) if name in VALUES}


class TestHostileText:
    @pytest.fixture
    def asked(self, monkeypatch):
        """Every address that the renderer asks for."""
        addresses: list[str] = []
        fetch = OwnFilesOnly.fetch

        def noted(self, url, headers=None):
            addresses.append(url)
            return fetch(self, url, headers)

        monkeypatch.setattr(OwnFilesOnly, "fetch", noted)
        return addresses

    def papers(self):
        yield notice(person=HOSTILE)
        yield from (notice(**{name: HOSTILE}) for name in USED)
        for text in ("title", "body", "form_number", "appeal", "contact", "honorific"):
            yield reworded(notice(), **{text: HOSTILE})

    def test_in_any_field_it_is_only_text(self, asked):
        for paper in self.papers():
            content = pdf(paper).content
            assert PdfReader(BytesIO(content)).attachments == {}
            assert "root:" not in read(content)
            assert "src=" in read(content), "printed as it was typed"
        assert asked == []

    def test_html_that_got_past_everything_is_refused_not_fetched(self, asked):
        with pytest.raises(Refused, match=r"x\.css"):
            renderer().pdf(f"<article>{HOSTILE}</article>", title="x")
        assert {"file:///etc/passwd", "file:///etc/hostname"} <= set(asked)

    def test_the_renderer_works_on_after_a_refusal(self):
        with pytest.raises(Refused):
            renderer().pdf('<img src="http://127.0.0.1:9/x">', title="x")
        assert NUMBER in read(pdf(notice()).content)


class TestNumberBlock:
    @pytest.mark.parametrize("number", ["市協第1号", "市協第123号", "市協第1234号", "新見市協働指令第12号"])
    def test_both_lines_begin_and_end_at_the_same_places(self, number):
        content = renderer().pdf(notice().html(number=number, on=DAY), title="x").content
        lines = positions(content, {number[0], "令"}, {"号", "日"})
        assert lines["number"] == pytest.approx(lines["date"], abs=0.5)


def positions(content: bytes, first: set[str], last: set[str]) -> dict[str, tuple[float, float]]:
    """Where the first and the last character of number and date stand (points), from poppler's boxes."""
    done = subprocess.run(["pdftotext", "-bbox", "-l", "1", "-", "-"], input=content, check=True, capture_output=True)
    words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)<', done.stdout.decode())
    rows: dict[str, list[tuple[float, float]]] = {}
    for left, top, right, _text in words:
        rows.setdefault(top, []).append((float(left), float(right)))
    spans = [(min(left for left, _ in row), max(right for _, right in row)) for row in list(rows.values())[1:3]]
    return {"number": spans[0], "date": spans[1]}


def test_the_builders_use_no_decomposed_text():
    assert all(unicodedata.is_normalized("NFC", text) for text in VALUES.values())
