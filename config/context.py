"""What every page shows around its own content: the city, the person, the menu, and how the person likes to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts import sessions
from config.demo.accounts import guises
from staff.models import City

LEADER_MENU = (
    ("home", "ホーム"),
    ("plans:future", "将来計画"),
    ("plans:yearly", "年度計画"),
    ("grants:list", "交付金"),
    ("letters:list", "届いた通知書"),
    ("organizations:own", "団体の情報"),
    ("meetings:list", "会議"),
    ("network:index", "ほかの地域"),
    ("library:index", "手引きと事例"),
)
COMMITTEE_MENU = (
    ("home", "ホーム"),
    ("hearings:list", "諮問"),
    ("plans:boards", "推進委員会"),
)
PARTNER_MENU = (
    ("home", "ホーム"),
    ("reports:list", "地域の報告"),
    ("inquiries:list", "声と要望"),
    ("connect:desk", "つなぐ"),
)
SCHOOL_MENU = (
    ("home", "ホーム"),
    ("students:list", "学生の活動"),
)
STAFF_MENU = (
    ("home", "待っているもの"),
    ("records:box", "決裁箱"),
    ("organizations:list", "団体"),
    ("plans:list", "計画"),
    ("grants:list", "交付金"),
    ("letters:list", "通知書"),
    ("areas:list", "地域"),
    ("reports:list", "地域の報告"),
    ("inquiries:list", "声と要望"),
    ("connect:desk", "つなぐ"),
    ("meetings:list", "会議"),
    ("articles:desk", "記事"),
    ("staff:liaisons", "担当職員"),
    ("staff:office", "担当の設定"),
)
AUDITOR_MENU = (
    ("home", "ホーム"),
    ("audit:list", "監査"),
    ("trail:log", "記録"),
    ("organizations:list", "団体"),
    ("plans:list", "計画"),
    ("grants:list", "交付金"),
    ("letters:list", "通知書"),
)
READING = {  # cookie: the values that it may have, the first of them without a cookie
    "text": ("standard", "large"),
    "ruby": ("on", "off"),
}


@dataclass(frozen=True)
class Me:
    """The signed-in person as the head of the page names them; ``side`` chooses menu and text size."""

    side: str
    place: str = ""
    post: str = ""
    name: str = ""


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: str  # the value of aria-current, empty elsewhere
    count: int | None = None


def portal(request: HttpRequest) -> dict[str, Any]:
    """Lazy where it asks the database: a template that shows no head costs no query."""
    me = SimpleLazyObject(lambda: who(request))
    return {
        "city": SimpleLazyObject(City.current),
        "me": me,
        "menu": SimpleLazyObject(lambda: menu(request, me.side)),
        "home": SimpleLazyObject(lambda: address("welcome" if me.side == "public" else "home") or "/"),
        "reading": reading(request),
        "session_left": SimpleLazyObject(lambda: seconds_left(request)),
        "provider": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "demo": settings.DEMO,
        "guises": SimpleLazyObject(lambda: guises(on=timezone.localdate()) if settings.DEMO else {}),
    }


def who(request: HttpRequest) -> Me:
    user = getattr(request, "user", None)  # missing on the page of an error that came before the sign-in was looked at
    if user is None or not user.is_authenticated:
        return Me("public")
    today = timezone.localdate()
    for duty in user.duties_on(today):
        return Me("staff", str(duty.post.department), duty.post.title, user.name)
    for role in user.roles_on(today):
        return Me("leader", str(role.organization), role.get_kind_display(), user.name)
    for support in user.partnerships_on(today):
        return Me("leader", str(support.area), str(support.kind), user.name)
    for seat in user.seats_on(today):
        return Me("leader", str(seat.committee), seat.get_kind_display(), user.name)
    return Me("leader", name=user.name)


def menu(request: HttpRequest, side: str) -> list[Item]:
    if side == "public":
        return []
    user = request.user
    audits = user.is_authenticated and user.audits(on=timezone.localdate())
    entries = [*(AUDITOR_MENU if audits else STAFF_MENU if side == "staff" else community_menu(user))]
    if request.user.is_authenticated and request.user.runs_settings(on=timezone.localdate()):
        entries += [("staff:handover_start", "引継ぎ"), ("admin:index", "設定")]
    return [Item(label, url, whereabouts(request.path, url)) for name, label in entries if (url := address(name))]


def community_menu(user: Any) -> list[tuple[str, str]]:
    """An organization's people; partners of an area and a committee's members have their pages, besides or instead."""
    today = timezone.localdate()
    if not user.is_authenticated:
        return [*LEADER_MENU]
    schools = {each.kind.is_school for each in user.partnerships_on(today)}
    extra = [*(PARTNER_MENU[1:] if False in schools else ()), *(SCHOOL_MENU[1:] if True in schools else ())]
    extra += COMMITTEE_MENU[1:] if user.seats_on(today) else ()
    return [*(COMMITTEE_MENU[:1] if extra and not user.roles_on(today) else LEADER_MENU), *extra]


def seconds_left(request: HttpRequest) -> int:
    """Until a signed-in person who does nothing more is signed out; 0 on an error's page that came before sessions."""
    session = getattr(request, "session", None)
    return 0 if session is None else sessions.left(session, at=timezone.now()).seconds


def address(name: str) -> str:
    """The page's address, empty while the app that will own it is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def whereabouts(path: str, url: str) -> str:
    """「page」 on the page itself, 「true」 on pages below it."""
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def reading(request: HttpRequest) -> dict[str, str]:
    chosen = {name: request.COOKIES.get(name, "") for name in READING}
    return {name: chosen[name] if chosen[name] in values else values[0] for name, values in READING.items()}
