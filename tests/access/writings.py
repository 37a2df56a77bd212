"""Articles: a body's own draft, one that waits for the check, and one of each kind that everybody reads."""

from __future__ import annotations

import plans.articles.rules
import plans.network.rules
from plans.models import ArticleEdition, NetworkQuestion, YearlyPlan
from plans.network.sharing import share
from tests.access.act import Acts
from tests.access.known import World
from tests.articles import build

ARTICLE = Acts(
    ArticleEdition,
    {"draft": "article_draft", "": "article_asked"},
    {
        **dict.fromkeys(("write", "ask", "take_back", "drop"), plans.articles.rules.may_write_article),
        **dict.fromkeys(("send_back", "publish"), plans.articles.rules.may_check_article),
        "withdraw": plans.articles.rules.may_withdraw_article,
        "supersede": "新しい版を公開すると、起こる",
    },
)
NETWORK = Acts(
    NetworkQuestion,
    {"": "network_question"},
    {
        "answer": plans.network.rules.may_answer_question,
        "withdraw": plans.network.rules.may_withdraw_question,
    },
)
ALL = (ARTICLE, NETWORK)


def of(world: World) -> None:
    drafter, chief, president = world.hall.drafter, world.hall.chief, world.people["president"]
    draft = build.with_photo(build.draft("case", president, world.cases["north"]), president)
    told = build.with_photo(build.draft("case", drafter), drafter)
    told.ask(by=drafter)
    told.publish(by=chief)
    world.cases |= {
        "article_draft": draft, "article_photo": draft.photos.get(), "told_photo": told.photos.get(),
        "article_asked": build.asked("case", president, world.cases["north"]), "article_told": told,
        "told_case": told.article, "told_chapter": build.published("chapter", drafter, chief).article,
        "told_question": build.published("question", drafter, chief).article,
        "told_news": build.published("news", drafter, chief).article,
    }  # fmt: skip


def between(world: World) -> None:
    """A plan that 北の会 shows to the others, and a question of the neighbour's."""
    president, neighbour = world.people["president"], world.people["neighbour"]
    plan = YearlyPlan.objects.filter(status="accepted").order_by("pk")[0]
    asked = NetworkQuestion.ask(world.cases["south"], world.cases["north"], by=neighbour, text="保険は?")
    world.cases |= {
        "shared_plan": share(plan, by=president), "yearly_shared": plan, "shared_project": plan.projects.all()[0],
        "network_question": asked,
    }  # fmt: skip
