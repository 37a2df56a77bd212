"""The usual wording of the city's letters to its own officials."""

from records.letters.kinds import Usual

APPOINTED = Usual(
    "地域担当職員任命通知書",
    "下記のとおり、地域担当職員に任命したので通知します。",
    (
        ("職員", "{所属} {職員}"),
        ("担当する地区", "{地区}"),
        ("区分", "{区分}"),
        ("期間", "{はじまり}から{おわり}まで"),
        ("連絡先", "{連絡先}"),
    ),
    optional=frozenset({"連絡先"}),
)
