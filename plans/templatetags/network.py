"""Whether the other organizations read a plan: the button on the plan's own page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from plans.articles.edition import ArticleEdition
from plans.future import FuturePlan
from plans.network.question import AT_WORK
from plans.network.rules import may_share
from plans.network.sharing import Plan, SharedPlan, can_be_shared

register = template.Library()


@register.inclusion_tag("plans/network/_share.html", takes_context=True)
def sharing(context: Context, plan: Plan) -> dict[str, Any]:
    """``{% sharing plan %}``; nothing for whoever may not decide it, and for a plan that does not stand."""
    may = bool(may_share(context["request"].user, plan)) and can_be_shared(plan)
    kind = "future" if isinstance(plan, FuturePlan) else "yearly"
    column = f"{kind}_plan"
    shared = SharedPlan.objects.filter(**{column: plan}).first() if may else None
    return {"may": may, "plan": plan, "kind": kind, "shared": shared, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def network_links(context: Context, edition: ArticleEdition) -> dict[str, Any]:
    """On the page of a case, for the officers of other organizations: whom to ask, and where its project stands."""
    user, today, body = context["request"].user, timezone.localdate(), edition.organization
    own = [each.pk for each in user.writes_for(today)] if user.is_authenticated else []
    if not own or body is None or body.pk in own or body.status not in AT_WORK:
        return {}
    shared = SharedPlan.objects.visible_to(user, on=today).filter(yearly_plan__projects=edition.project_id)
    return {"organization": body, "shared": shared.first() if edition.project_id else None}
