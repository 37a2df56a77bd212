"""A lost telephone: the section stops the account, whoever is in is out, and the history says who, why and what."""

from collections.abc import Callable

import pytest

from organizations.models import Organization
from tests import cast
from tests.journeys.people import PHONE, Person


@pytest.fixture
def north(transactional_db: None) -> Organization:
    """北の会 with 会長 北野 七海; 起案 花子 works in the section."""
    cast.city_hall()
    body = cast.organization("北の会", cast.land().north_oaza, furigana="きたのかい")
    cast.officer(body, cast.person("北野 七海", "nanami", "きたの ななみ"))
    return body


def test_a_stopped_account_is_out_at_once_and_comes_back(north: Organization, visit: Callable[..., Person]):
    nanami, hanako = visit(PHONE), visit()
    nanami.sign_in("nanami@example.jp")
    nanami.page.goto(f"{nanami.portal}{north.get_absolute_url()}edit/")
    nanami.type("電話", "0867-00-1234")
    nanami.type("母体の団体", "北地区振興会")
    nanami.press("直す")
    nanami.told("団体の情報を直しました。")
    nanami.sees("変更あり", "北地区振興会")
    nanami.shot("history", phone=True)

    hanako.sign_in("drafter@example.jp")
    hanako.page.goto(f"{hanako.portal}/people/accounts/")
    hanako.page.get_by_label("氏名・ふりがな・メールアドレスでさがす").fill("七海")
    hanako.page.get_by_role("button", name="さがす").click()
    hanako.shot("found", phone=True)
    hanako.page.get_by_role("link", name="北野 七海さんのアカウントを止める").click()
    hanako.page.get_by_label("理由").fill("電話をなくしたと、本人から連絡があった。")
    hanako.shot("stop", phone=True)
    hanako.press("アカウントを止める")
    hanako.told("北野 七海さんのアカウントを止めました。開いていた画面も終わらせました。")
    hanako.shot("stopped", phone=True)
    nanami.page.goto(nanami.portal)
    assert "/accounts/login/" in nanami.page.url

    hanako.page.get_by_role("link", name="北野 七海さんのアカウントを戻す").click()
    hanako.sees("電話をなくしたと")
    hanako.page.get_by_label("理由").fill("新しい電話を用意した。")
    hanako.shot("lift", phone=True)
    hanako.press("アカウントを戻す")
    hanako.told("北野 七海さんのアカウントを戻しました。前と同じ方法でサインインできます。")
    nanami.sign_in("nanami@example.jp")
    nanami.sees("北の会")
