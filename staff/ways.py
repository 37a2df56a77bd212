"""The order of the posts on a way of decision: which act in turn, which side by side, and what makes it a way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from records.approvals import Part
from records.cases import NotNow
from staff.offices import Post

SHARING = (Part.CONSULT, Part.READ)  # neighbours of these parts have the proposal at the same time
Stops = Sequence[tuple[str, Post]]  # the part and the post, in order


def positions(parts: Iterable[str]) -> list[int]:
    """1, 2, 2, 3 …: neighbours that are consulted, or that read afterwards, share a position."""
    found: list[int] = []
    before = ""
    for part in parts:
        last = found[-1] if found else 0
        found.append(last if part == before and part in SHARING else last + 1)
        before = part
    return found


def check_way(stops: Stops) -> None:
    """NotNow unless exactly one post decides, after all that act before it; and no post stands there twice."""
    parts = [part for part, _ in stops]
    if parts.count(Part.DECIDE) != 1:
        raise NotNow("道すじには、決裁する職をちょうど1つ入れてください。")
    before, after = parts[: parts.index(Part.DECIDE)], parts[parts.index(Part.DECIDE) + 1 :]
    if Part.READ in before or any(part != Part.READ for part in after):
        raise NotNow("回議と合議は決裁の前に、供覧は決裁の後に置いてください。")
    names = [post.name for _, post in stops]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise NotNow(f"{twice}が、2度入っています。1つの道すじに1度だけ入れてください。")
