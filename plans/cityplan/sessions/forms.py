"""What is typed about a committee's session."""

from __future__ import annotations

from typing import Any

from plans.cityplan.progress.rounds import ProgressRound
from plans.cityplan.rows import CityAction
from plans.cityplan.sessions.session import CommitteeSession
from records.forms import EraDateField, Form, LongTextField, RowField, RowsField, TextField
from staff.models import CommitteeMember


class SessionForm(Form):
    held_on = EraDateField(label="日にち")
    place = TextField(label="場所", max_length=100, width="w-30")
    agenda = LongTextField(label="議題", max_length=1000, rows=3)
    round = RowField(ProgressRound.objects.none(), label="話し合う進捗状況", required=False, empty_label="選ばない")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        compiled = ProgressRound.objects.exclude(status="open").select_related("plan")
        self.fields["round"].queryset = compiled  # type: ignore[attr-defined]


class MinutesForm(Form):
    attendees = RowsField(CommitteeMember.objects.none(), label="出席した委員", required=False)
    minutes = LongTextField(label="会議の記録", max_length=6000, rows=10)

    def __init__(self, data: Any = None, *, session: CommitteeSession) -> None:
        first = {"minutes": session.minutes, "attendees": list(session.attendees.all())}
        super().__init__(data, initial=first)
        seats: Any = self.fields["attendees"]
        seats.queryset = session.seats
        seats.label_from_instance = lambda seat: f"{seat.user}({seat.get_kind_display()})"


class OpinionForm(Form):
    text = LongTextField(label="意見", max_length=2000, rows=3)
    action = RowField(CityAction.objects.none(), label="どの取組について", required=False, empty_label="全体について")

    def __init__(self, data: Any = None, *, session: CommitteeSession) -> None:
        super().__init__(data)
        if session.round:
            actions = CityAction.objects.filter(plan=session.round.plan_id)
            self.fields["action"].queryset = actions  # type: ignore[attr-defined]


class AnswerForm(Form):
    answer = LongTextField(label="市の考え", max_length=2000, rows=3)
