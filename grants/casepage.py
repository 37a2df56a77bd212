"""All that the page of one grant shows, for whoever reads it."""

from __future__ import annotations

from typing import Any, cast

from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.evidence import Seen
from grants.forms.review import ReviewForm, ReviewSheet
from grants.laterpage import later_context
from grants.life import next_of
from grants.noticing import notice_context
from grants.paypage import parts_of
from grants.questions.answering import Answers
from grants.reserves.offsets import left_of
from grants.rules import may_examine, may_write
from grants.showing import TAGS, YOURS, corrections_of, figures_of, history_of, holder_of, way_of
from grants.status_reports.page import status_of_grant
from grants.summary import sent
from grants.told import letters_of
from organizations.hearings import reads_as_member
from records.corrections import Correction
from records.letters.kinds import kinds_that_decide_nothing
from records.stands import stand


def case_context(grant: Grant, user: User, *, form: ReviewForm | None = None) -> dict[str, Any]:
    """``form`` is the review as it was typed, when it comes back with mistakes."""
    today = timezone.localdate()
    inside, writes, examines = user.is_city(on=today), may_write(user, grant), may_examine(user, grant)
    approval = stand(grant, user=user, on=today) if inside else None
    guest = reads_as_member(user, grant, on=today)
    holder = holder_of(grant, approval, examines=bool(examines), writes=bool(writes))
    corrections, onward = corrections_of(grant), next_of(grant, user)
    letters = list(letters_of(grant).defer("html", "snapshot"))
    return {
        "grant": grant,
        "inside": inside,
        "guest": guest,
        "writes": bool(writes) and grant.is_open,
        "may_withdraw": bool(writes) and (grant.can("withdraw") or grant.may_be_given_up(on=today)),
        "approval": approval,
        "next": onward,
        **money_context(grant, examines=bool(examines)),
        "tag": YOURS if holder.mine or (onward and onward.mine) else TAGS[Grant.Status(grant.status)],
        "figures": figures_of(grant, holder, on=today),
        "facts": sent(grant, guest=guest),
        "steps": way_of(grant, approval, len(corrections)),
        "sheet": grant.sheets.first(),
        **asked_context(grant, corrections),
        "answers": Answers(grant).all(),
        "files": grant.papers(),
        "letter": next((letter for letter in letters if letter.kind not in kinds_that_decide_nothing()), None),
        "letters": letters,
        **notice_context(grant, may=bool(examines), letters=letters),
        "dunnings": [] if guest else list(grant.dunnings.select_related("made_by")),
        **later_context(grant, user, inside=inside, writes=bool(writes)),
        **status_of_grant(grant, user, inside=inside, writes=bool(writes)),
        "events": history_of(grant, inside=inside),
        "today": today,
        **review_context(grant, form, inside=inside, examines=bool(examines)),
    }


def money_context(grant: Grant, *, examines: bool) -> dict[str, Any]:
    """What was and will be paid, and what a later year is still to deduct."""
    left = left_of(grant) if examines and grant.amount_offset else 0
    return {"parts": parts_of(grant) if grant.amount_decided else [], "offset_left": left}


def asked_context(grant: Grant, corrections: list[Correction]) -> dict[str, Any]:
    asked = [correction for correction in corrections if correction.mended_at is None]
    return {"corrections": corrections, "asked": asked, "plan_asked": grant.yearly_plan.is_open}


def review_context(grant: Grant, form: ReviewForm | None, *, inside: bool, examines: bool) -> dict[str, Any]:
    """What the city sees of its own review, and the form in which the section writes it."""
    if not inside:
        return {"review": None, "form": None, "examines": False}
    review = form.sheet if form else ReviewSheet(Seen(grant))
    if form is None and examines and grant.can("review"):
        form = ReviewForm(review)
    return {"review": review, "form": form, "examines": form is not None, "budget": cast("Seen", review.seen).budget}
