"""A portal that was just set up has a wording for every kind of letter that its apps write."""

import pytest

from records.letters.kinds import KINDS
from records.letters.setting import LetterSetting
from records.letters.usual import FIRST_DAY, write_usual_wording

pytestmark = pytest.mark.django_db
OWN = {code: kind.usual for code, kind in KINDS.items() if kind.usual}  # before the tests of this folder add theirs


def test_every_kind_begins_with_its_usual_wording() -> None:
    begun = dict(LetterSetting.objects.filter(starts_on=FIRST_DAY).values_list("kind", "title"))
    assert begun == {code: usual.title for code, usual in OWN.items()}
    assert "organizations.recognised" in begun


@pytest.mark.parametrize("code", OWN)
def test_its_texts_name_no_value_that_the_kind_does_not_have(code: str) -> None:
    setting = LetterSetting.objects.get(kind=code)
    setting.full_clean()
    for entry in setting.entries.all():
        entry.full_clean()
    assert setting.entries.count() == len(OWN[code].entries)


def test_the_citys_own_wording_is_left_alone() -> None:
    LetterSetting.objects.filter(kind="organizations.recognised").update(title="認可書")
    write_usual_wording()
    assert LetterSetting.objects.get(kind="organizations.recognised").title == "認可書"
