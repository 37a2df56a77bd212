"""The kinds of bodies that four cities have, as a city begins with them; after that the rows are its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ALL = ["awareness", "preparing", "planning", "founded"]
OPEN = ["areas", "representative", "office", "legal_form", "members", "sections"]
FREE: dict[str, Any] = {"word": "", "matters": [], "needs_plan": False, "needs_bylaws": False}

KINDS: Mapping[str, dict[str, Any]] = {
    "rmo": {
        "name": "地域運営組織",
        "order": 1,
        "about": "地域の将来計画をもち、住民が主体になって課題に取り組む、区域を代表する団体",
        "word": "認可",
        "steps": ALL,
        "public_parts": OPEN,
    },
    "predecessor": {
        "name": "地域振興会",
        "order": 2,
        "about": "地区ごとにある、これまでの団体。地域運営組織の母体になることがある",
        **FREE,
        "steps": [],
        "officers": 1,
        "may_get_grants": False,
        "public_parts": ["areas", "representative"],
    },
    "committee": {
        "name": "準備会",
        "order": 3,
        "about": "地域運営組織の設立を準備する会",
        **FREE,
        "steps": ["awareness", "preparing"],
        "officers": 1,
        "public_parts": ["areas"],
    },
    "council": {
        "name": "地域づくり推進会議",
        "order": 4,
        "about": "中学校区ごとに、だれでも参加できる話し合いの場",
        **FREE,
        "steps": ["preparing"],
        "officers": 1,
        "may_get_grants": False,
        "public_parts": ["areas", "members", "sections"],
    },
    "platform_council": {
        "name": "地域協創プラットフォーム(協議会型)",
        "order": 5,
        "about": "エリアの団体が集まって協議し、計画をもって進めるプラットフォーム",
        **FREE,
        "word": "登録",
        "steps": ["awareness", "planning"],
        "needs_plan": True,
        "officers": 1,
        "public_parts": ["areas", "representative", "members", "sections"],
    },
    "platform_matching": {
        "name": "地域協創プラットフォーム(多活動マッチング型)",
        "order": 6,
        "about": "活動ごとに人と団体を結ぶ、ゆるやかなプラットフォーム",
        **FREE,
        "steps": ["awareness"],
        "officers": 0,
        "may_get_grants": False,
        "public_parts": ["areas", "members"],
    },
    "intermediary": {
        "name": "中間支援組織",
        "order": 7,
        "about": "市と地域の間に立ち、伴走し、つなぎ、育てる団体",
        **FREE,
        "steps": [],
        "needs_area": False,
        "officers": 1,
        "public_parts": ["representative", "office", "phone", "legal_form"],
    },
    "ward": {
        "name": "行政区",
        "order": 8,
        "about": "市が連絡を届ける、いちばん小さな区域のまとまり",
        **FREE,
        "steps": [],
        "officers": 1,
        "may_get_grants": False,
        "public_parts": ["areas"],
    },
}
