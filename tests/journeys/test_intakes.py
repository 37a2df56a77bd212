"""代理入力: an officer's change comes to the counter; the city types it in, the organization says what is wrong."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from organizations.models import Intake, Officer, Organization
from tests import cast
from tests.journeys.people import PHONE, Person, photograph


@pytest.fixture
def north(transactional_db: None) -> Organization:
    """北の会; 会長 北野 七海 uses the portal."""
    cast.city_hall()
    land = cast.land()
    body = cast.organization("北の会", land.north_oaza, furigana="きたのかい")
    cast.officer(body, cast.person("北野 七海", "nanami", "きたの ななみ"))
    return body


def test_from_the_counter_to_the_objection_and_its_answer(north: Organization, visit: Callable[..., Person]):
    hanako, nanami = visit(), visit(PHONE)
    hanako.sign_in("drafter@example.jp")
    type_in(hanako, north)
    nanami.sign_in("nanami@example.jp")
    object_to(nanami)
    answer(hanako)
    confirm(nanami)
    assert Intake.objects.get().status == Intake.Status.CONFIRMED
    assert Officer.objects.filter(organization=north, name="北野 八郎").exists()


def type_in(hanako: Person, north: Organization) -> None:
    hanako.page.goto(f"{hanako.portal}{north.get_absolute_url()}")
    hanako.shot("organization")
    hanako.go("代わりに入力する")
    hanako.pick("届いた書類", "役員名簿")
    hanako.pick("届きかた", "窓口")
    hanako.date("受け付けた日", timezone.localdate())
    hanako.type("届けた人", "北野 七海")
    hanako.attach("原本の写し", photograph("役員変更届"))
    hanako.shot("begin", phone=True)
    hanako.press("入力を始める")
    hanako.shot("begun", phone=True)
    hanako.go("役員名簿を入力する")
    hanako.pick("役職", "会計")
    hanako.type("氏名", "北野 八郎")
    hanako.type("ふりがな", "きたの はちろう")
    hanako.date("任期のはじまり", timezone.localdate())
    hanako.shot("beside-the-original", phone=True)
    hanako.press("名簿に載せる")
    hanako.told("北野 八郎さんを役員名簿に載せました。")
    hanako.go("入力を終える・ほかを入力する")
    hanako.shot("typed", phone=True)
    hanako.press("入力を終えて控えを送る")
    hanako.told("北の会に控えを送りました。")


def object_to(nanami: Person) -> None:
    nanami.shot("leader-home", phone=True)
    nanami.go("市が代わりに入力した役員名簿を確かめる")
    nanami.on("代理入力の控え")
    nanami.shot("receipt", phone=True)
    nanami.go("内容がちがう")
    nanami.press("市に伝える")
    nanami.sees("どこがどうちがいますか")
    nanami.type("どこがどうちがいますか", "会計ではなく監事です。")
    nanami.shot("objection", phone=True)
    nanami.press("市に伝える")
    nanami.told("市に伝えました。")


def answer(hanako: Person) -> None:
    hanako.take_up("北の会", "役員名簿の代理入力")
    hanako.sees("会計ではなく監事です。")
    hanako.shot("objected", phone=True)
    hanako.go("答える")
    hanako.type("市の答え", "名簿を監事に直しました。")
    hanako.shot("answer")
    hanako.press("答える")
    hanako.told("団体に答えました。")


def confirm(nanami: Person) -> None:
    nanami.menu("ホーム")
    nanami.go("市が代わりに入力した役員名簿を確かめる")
    nanami.sees("名簿を監事に直しました。")
    nanami.press("まちがいありません")
    nanami.told("確かめました。")
    nanami.shot("confirmed", phone=True)
