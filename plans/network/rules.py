"""Who may, in the network of organizations."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.models import Organization
from plans.network.question import NetworkQuestion
from plans.network.sharing import Plan, is_of_network


def may_enter_network(user: User, _: object) -> Answer:
    if is_of_network(user, on=timezone.localdate()):
        return YES
    return No("ここは、団体の人と市の職員のためのページです。取組事例は「手引きと事例」で、だれでも読めます。")


def may_ask_for(user: User, organization: Organization) -> Answer:
    """In the name of an organization."""
    if user.acts_for(organization, on=timezone.localdate()):
        return YES
    return No("ほかの団体にたずねるのは、団体の役員(閲覧の人をのぞく)です。")


def may_share(user: User, plan: Plan) -> Answer:
    if user.acts_for(plan.organization, on=timezone.localdate()):
        return YES
    return No("計画をほかの団体に見せるかどうかは、その団体の役員が決めます。")


def may_answer_question(user: User, question: NetworkQuestion) -> Answer:
    if user.acts_for(question.asked, on=timezone.localdate()):
        return YES
    return No("この質問に答えるのは、たずねられた団体の役員です。")


def may_withdraw_question(user: User, question: NetworkQuestion) -> Answer:
    if user.acts_for(question.asker, on=timezone.localdate()):
        return YES
    return No("質問を取り下げるのは、たずねた団体の役員です。")


def may_wish(user: User, question: NetworkQuestion) -> Answer:
    today = timezone.localdate()
    if user.acts_for(question.asker, on=today) or user.acts_for(question.asked, on=today):
        return YES
    return No("見せるかどうかを決めるのは、たずねた団体と答えた団体の役員です。")
