"""What the papers of an organization and of its application are for; the value is what people read."""

from enum import StrEnum


class Paper(StrEnum):
    MEMBERS = "構成員名簿"
    MAP = "区域の図"
    MINUTES = "設立総会の議事録"
    BYLAWS = "規約"
    CHANGE = "変更届の添付"
    PROJECTS = "事業計画書・予算書"
    REPORT = "事業報告書・決算書"
    OTHER = "そのほかの書類"
