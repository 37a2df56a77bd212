"""除斥: employees say to which organizations they are tied; the section writes down what others said."""

from __future__ import annotations

from collections.abc import Callable

from organizations.models import Organization
from tests import cast
from tests.journeys.looking import look_on_both as look
from tests.journeys.people import Person


def test_ties_of_employees(hall: cast.Hall, north: Organization, visit: Callable[..., Person]):
    hanako = visit()
    hanako.sign_in("drafter@example.jp")
    hanako.menu("担当の設定")
    look(hanako, "office")
    hanako.go("団体との関係(除斥)")
    look(hanako, "no-ties")
    hanako.go("関係を申し出る")
    hanako.press("申し出る")
    look(hanako, "tie-mistakes")
    hanako.page.get_by_label("職員", exact=False).first.select_option(index=2)
    hanako.choose("団体", "北の会")
    hanako.pick("関係", "家族が役員・職員をしている")
    hanako.type("説明", "妻が会計をしている")
    hanako.press("申し出る")
    hanako.told("記録しました。")
    look(hanako, "ties")
    hanako.page.get_by_role("link", name="終わったことを記録する").click()
    look(hanako, "tie-end")
