import dataclasses

import pytest
from django.core.exceptions import ImproperlyConfigured

from records.letters import fonts

KATSURAGI = "葛\U000e0100城"  # a variant of Adobe-Japan1: in the letter's own face
WATANABE = "渡邉\U000e0119"  # a variant of the family registers only


def laid(text):
    return [(face.tag, piece) for face, piece in fonts.runs(text)]


class TestRuns:
    def test_what_every_office_prints_stays_in_one_face(self):
        assert laid("髙﨑 德子 様 ㈱①㋿") == [("ud", "髙﨑 德子 様 ㈱①㋿")]

    def test_a_variant_of_the_own_face_stays_in_it(self):
        assert laid(f"{KATSURAGI} 一子") == [("ud", f"{KATSURAGI} 一子")]

    def test_one_rare_character_takes_its_whole_name_along(self):
        assert laid("会長 𠮷田 太郎") == [("noto", "会長 𠮷田 太郎")]

    def test_a_family_register_variant_is_kept_with_its_selector(self):
        assert laid(f"会長 {WATANABE} 光") == [("mj", f"会長 {WATANABE} 光")]

    def test_the_sentence_around_a_name_keeps_its_face(self):
        faces = {piece: tag for tag, piece in laid("代表者は、𠮷田（会長）です。")}
        assert faces.pop("𠮷田") == "noto"
        assert set(faces.values()) == {"ud"}

    def test_a_name_that_no_single_face_can_set_is_split_where_it_must(self):
        name = f"㋿{WATANABE}"  # the register face has no ㋿
        assert "".join(piece for _, piece in laid(name)) == name
        assert {piece: tag for tag, piece in laid(name)}[WATANABE[1:]] == "mj"


class TestMissing:
    def test_nothing_is_missing_in_ordinary_and_rare_names(self):
        assert fonts.missing(f"髙﨑 𠮷彦 {KATSURAGI} {WATANABE}\n　") == []

    def test_an_emoji_is_listed_once(self):
        assert fonts.missing("花🌸見🌸会") == ["🌸"]

    def test_a_variant_that_no_face_has_is_missing_although_its_base_is_there(self):
        assert fonts.missing("山\U000e01ef") == ["山\U000e01ef"]

    def test_it_can_be_told_by_its_code_points(self):
        assert fonts.code_points("葛\U000e0102") == "U+845B U+E0102"


class TestMark:
    def test_ordinary_text_is_left_as_it_is(self):
        assert fonts.mark("<p>金1,234,000円</p>") == "<p>金1,234,000円</p>"

    def test_a_rare_name_gets_its_face_and_entities_stay(self):
        marked = fonts.mark("<p>A &lt; B、𠮷田</p>")
        assert marked == '<p>A &lt; B、<span class="face-noto">𠮷田</span></p>'
        assert [face.tag for face in fonts.used(marked)] == ["ud", "noto"]

    def test_text_cannot_pretend_to_need_a_face(self):
        assert [face.tag for face in fonts.used("<p>class=&quot;face-mj&quot;</p>")] == ["ud"]


def test_a_needed_face_that_is_not_installed_names_its_package(monkeypatch, tmp_path):
    gone = dataclasses.replace(fonts.STACK[0], path=tmp_path / "none.ttf")
    monkeypatch.setattr(fonts, "STACK", (gone, *fonts.STACK[1:]))
    with pytest.raises(ImproperlyConfigured, match="fonts-morisawa-bizud-mincho"):
        fonts.faces.__wrapped__()


def test_the_register_face_may_be_absent(monkeypatch, tmp_path):
    gone = dataclasses.replace(fonts.STACK[2], path=tmp_path / "none.ttf")
    monkeypatch.setattr(fonts, "STACK", (*fonts.STACK[:2], gone))
    assert [face.tag for face in fonts.faces.__wrapped__()] == ["ud", "noto"]
