"""The usual wording of the recognition's letters (domain: letters 5.1, 5.4, 5.6)."""

from records.letters.kinds import Usual
from records.periods import Period

RULES = "地域運営組織の認可に関する要綱"
APPEAL = """\
この処分に不服があるときは、処分があったことを知った日の翌日から起算して3か月以内に、{発信者}に審査請求をすることができます。
この処分の取消しの訴えは、処分があったことを知った日の翌日から起算して6か月以内に、{市}を被告として({発信者}が{市}を\
代表します。)提起することができます。審査請求をしたときは、裁決があったことを知った日の翌日から起算して6か月以内です。
ただし、処分又は裁決の日の翌日から起算して1年を過ぎたときは、正当な理由がある場合を除き、審査請求も訴えの提起もできません。"""
RECOGNISED = Usual(
    "地域運営組織認可通知書",
    "{申請日}付けで申請のあった地域運営組織の認可については、{適用規則}の規定により、下記のとおり認可します。",
    (
        ("名称", "{名称}"),
        ("区域", "{区域}"),
        ("主たる事務所の所在地", "{事務所}"),
        ("代表者", "{代表者}"),
        ("認可年月日(効力発生日)", "{認可年月日}"),
        ("条件", "{条件}"),
    ),
    optional=frozenset({"条件"}),
    layout="directive",
    legal_basis=RULES,
    appeal=APPEAL,
    keep=Period.FOREVER,
)
REFUSED = Usual(
    "地域運営組織不認可通知書",
    "{申請日}付けで申請のあった地域運営組織の認可については、{適用規則}の規定により、下記の理由で認可しないことに決定したので"
    "通知します。",
    (("名称", "{名称}"), ("理由", "{理由}")),
    layout="directive",
    legal_basis=RULES,
    appeal=APPEAL,
    appeal_printed=True,
)
REVOKED = Usual(
    "地域運営組織認可取消通知書",
    "{認可日}付け{認可番号}で認可した地域運営組織については、{根拠条項}の規定により、下記のとおり認可を取り消すので"
    "通知します。",
    (
        ("名称", "{名称}"),
        ("主たる事務所の所在地", "{事務所}"),
        ("代表者", "{代表者}"),
        ("取消年月日(効力発生日)", "{取消年月日}"),
        ("取消しの理由", "{理由}"),
        ("根拠条項", "{根拠条項}"),
    ),
    layout="directive",
    legal_basis=RULES,
    appeal=APPEAL,
    appeal_printed=True,
    keep=Period.FOREVER,
)
