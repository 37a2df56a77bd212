"""文面を直す: one officer writes and sees the letter change under her hands, another decides."""

from collections.abc import Callable

import pytest

from records.letters.setting import LetterSetting
from tests import cast
from tests.journeys.people import Person


@pytest.fixture
def city(transactional_db: None) -> None:
    cast.city_hall()


def test_a_wording_is_drafted_and_adopted_by_another(city: None, visit: Callable[..., Person]):
    hanako, jiro = visit(), visit()
    hanako.sign_in("drafter@example.jp")
    hanako.page.goto(f"{hanako.portal}/letters/wordings/")
    hanako.shot("all", phone=True)
    hanako.go("交付決定通知書")
    hanako.shot("versions", phone=True)
    hanako.press("下書きを始める")
    hanako.told("下書きを始めました。直して保存してください。ほかの係員が決めると、使われます。")
    body = hanako.page.locator("#id_body")
    body.fill("次のとおり決定しました。交付決定額は")
    hanako.page.locator("[data-insert='{交付決定額}']").click()
    assert body.input_value() == "次のとおり決定しました。交付決定額は{交付決定額}"
    hanako.page.locator("#preview").get_by_text("次のとおり決定しました。交付決定額は").wait_for()
    hanako.page.locator("#preview .body").get_by_text("金1,839,000円").wait_for()
    hanako.shot("edit", phone=True)
    hanako.press("下書きを保存する")
    hanako.told("下書きを保存しました。")
    draft = LetterSetting.objects.get(status="draft")
    jiro.sign_in("chief@example.jp")
    jiro.page.goto(f"{jiro.portal}{draft.get_absolute_url()}")
    jiro.shot("draft", phone=True)
    jiro.press("この文面に決める")
    jiro.told("文面を決めました。")
    draft.refresh_from_db()
    assert (draft.status, draft.body) == ("adopted", "次のとおり決定しました。交付決定額は{交付決定額}")
