"""A kind of letter that only the tests write, with its wording."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from organizations.models import Organization
from records.letters import Addressee, Letterhead, kind
from records.letters.kinds import KINDS, LetterModel
from records.letters.seals import sample
from records.letters.setting import LetterEntry, LetterSetting, SealImage
from tests.cast import LONG_AGO

KIND = "tests.decision"
EXAMPLES = {"申請日": "令和7年5月12日", "交付決定額": "金1,234,000円", "加算金": "金1,000円"}


@dataclass(frozen=True)
class DecisionLetter(LetterModel):
    """To the president of an organization; the organization itself is the case."""

    body: Organization
    amount: str = "金1,234,000円"
    person: str = "会長 北野 七海"
    programme: str = ""
    amount_decided: int | None = None
    further: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, case, *, on):
        return cls(case)

    @property
    def case(self) -> Organization:
        return self.body

    @property
    def organization(self) -> Organization:
        return self.body

    @property
    def letterhead(self) -> Letterhead:
        return Letterhead("見本市", "見本市長", "見本 一郎", "総務部 総合政策課 協働推進係", "0867-00-1234")

    @property
    def addressee(self) -> Addressee:
        return Addressee(self.body.name, self.person, self.body.office_address)

    @property
    def meaning(self) -> str:
        return "交付が決まりました。"

    def recipients(self):
        return [officer.user for officer in self.body.officers.select_related("user") if officer.user]

    def values(self):
        return {"申請日": "令和7年5月12日", "交付決定額": self.amount, **self.further}


@pytest.fixture(autouse=True)
def tests_own_kind() -> Iterator[None]:
    kind(KIND, "交付決定通知書", EXAMPLES)(DecisionLetter)
    yield
    del KINDS[KIND]


@pytest.fixture
def setting(db: None) -> LetterSetting:
    made = LetterSetting.objects.create(
        kind=KIND,
        status="adopted",
        starts_on=LONG_AGO,
        symbol="市協",
        form_number="様式第2号（第5条関係）",
        title="交付決定通知書",
        body="{申請日}付けで申請のあったことについては、下記のとおり交付することに決定したので通知します。",
    )
    for position, (label, text, optional) in enumerate(
        [("交付決定額", "{交付決定額}", False), ("加算金", "{加算金}", True), ("条件", "一つめ。\n二つめ。", False)],
        start=1,
    ):
        LetterEntry.objects.create(setting=made, position=position, label=label, text=text, optional=optional)
    return made


@pytest.fixture
def seal(db: None) -> SealImage:
    return SealImage.register(sample(), name="見本市長之印", on=LONG_AGO)


@pytest.fixture
def decision(north: Organization, nanami, setting: LetterSetting) -> DecisionLetter:
    """A letter to 北の会, whose president 北野 七海 has an account."""
    return DecisionLetter(north)
