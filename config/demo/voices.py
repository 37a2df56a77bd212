"""市民の声: letters and calls that the city answered, told and published, and one that waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from config.demo.city import Hall
from config.demo.clock import Story, workday
from staff.models import Inquiry


def play(facts: dict[str, Any], hall: Hall, today: date) -> Story[None]:
    """One voice: taken in by the section, answered by the office that knows.

    ``desk``: a post of that office, and who answers there.
    """
    officer, (post, person) = hall.people["officer"], facts.get("desk", ("welfare", "deputy"))
    day = yield today - timedelta(days=facts["days"])
    told = {name: facts[name] for name in ("channel", "kind", "subject", "text")}
    voice = Inquiry.receive(by=officer, on=day, reported_by=officer, **told)
    if "answer" not in facts:
        return
    day = yield day + timedelta(days=1)
    voice.route(by=officer, department=hall.posts[post].department, due_on=workday(day + timedelta(days=14)))
    day = yield day + timedelta(days=6)
    voice.answer(by=hall.people[person], text=facts["answer"])
    day = yield day + timedelta(days=2)
    voice.tell(by=officer, on=day, how=facts["how"])
    voice.publish(by=officer, question=facts["text"], answer=facts["answer"])
