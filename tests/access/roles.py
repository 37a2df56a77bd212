"""Who comes to the portal: the columns of every table about access, in their order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    code: str
    mark: str  # the column's head
    name: str


GROUPS = (
    (
        Role("stranger", "未", "サインインしていない人"),
        Role("neighbour", "隣", "となりの団体の会長"),
    ),
    (
        Role("president", "会", "自分の団体の会長"),
        Role("vice_president", "副", "自分の団体の副会長"),
        Role("secretary", "事", "自分の団体の事務局長"),
        Role("treasurer", "計", "自分の団体の会計"),
        Role("auditor", "監", "自分の団体の監事"),
        Role("viewer", "閲", "自分の団体の閲覧の人"),
    ),
    (
        Role("liaison", "担", "この地区の地域担当職員"),
        Role("other_liaison", "他", "ほかの地区の地域担当職員"),
        Role("employee", "職", "担当のない市の職員"),
    ),
    (
        Role("section", "係", "協働の担当の係員"),
        Role("chief", "長", "協働の担当の係長"),
        Role("director", "部", "決裁する部長"),
    ),
    (
        Role("accounting", "出", "会計課の職員(出納)"),
        Role("city_auditor", "査", "監査委員の事務局"),
    ),
    (Role("administrator", "管", "設定の管理者"),),
    (Role("committee", "委", "外部の審査委員(1件だけ「関係がありません」と申し出た人)"),),
    (Role("partner", "支", "この地区の地域の支え手(市の外の人)"),),
)
ROLES = tuple(role for group in GROUPS for role in group)


def grouped(marks: str) -> str:
    """「s-ooooo!…」 with a bar between the groups."""
    rest, parts = list(marks), []
    for group in GROUPS:
        parts.append("".join(rest[: len(group)]))
        del rest[: len(group)]
    return "|".join(parts)
