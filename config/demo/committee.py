"""委員会: three people from outside the city hall; one has given an opinion, one is tied, one has not declared yet."""

from __future__ import annotations

from datetime import date, timedelta

from config.demo.city import FACTS, LONG_AGO, Hall, account
from grants.models import Grant
from organizations.models import Hearing, Voice
from staff.models import Committee

QUESTION = "交付金の目的に合っているか、事業の内容と金額について意見をください。"
CHAIR_SAYS = "見守りと集いの場は、将来計画の中心にある取組です。参加する人の数を、実績報告で示してください。"


def found(hall: Hall, today: date) -> None:
    """And lays one application of this year before it."""
    officer = hall.people["officer"]
    committee = Committee.found(by=officer, **FACTS["committee"])
    for key, name, furigana, kind, background in FACTS["committee_members"]:
        user = account(key, name, furigana)
        who = {"email": user.email, "name": name, "furigana": furigana}
        committee.appoint(by=officer, **who, kind=kind, background=background, starts_on=LONG_AGO)
    grant = Grant.objects.filter(status=Grant.Status.SUBMITTED).order_by("received_at", "pk").first()
    if grant is None:
        return
    due = today + timedelta(days=14)
    hearing = Hearing.ask([grant], by=officer, committee=committee, question=QUESTION, due_on=due, on=today)[0]
    chair, _waiting, tied = Voice.objects.filter(hearing=hearing).select_related("member__user").order_by("member")
    chair.declare_free(by=chair.member.user)
    chair.give(by=chair.member.user, opinion=Voice.Opinion.CONDITIONAL, text=CHAIR_SAYS)
    tied.declare_tied(by=tied.member.user, kind="trade", note="この団体に備品を納めている。")
