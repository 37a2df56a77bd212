"""What a handover sheet says: of a post in the city hall, and of an organization. It is today's state, and not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.conf import settings
from django.urls import reverse

import grants.tasks
import organizations.tasks
from accounts.models import User
from config.home import CITY_SOURCES, LEADER_SOURCES
from grants.models import Item
from organizations.models import Officer, Organization
from plans.models import FuturePlan, YearlyPlan
from records.approvals import Proposal
from records.era import era_date
from records.fiscal import FiscalYear
from records.jobs.digest import for_city as for_jobs
from records.letters import Letter
from records.tasks import Progress, Task, gather, in_order
from staff.absences import Substitute
from staff.models import City, LiaisonAssignment, Post

ROWS = 80  # of a table; a post that sees more finds the rest in the portal
LETTERS = 15
OF_CASES = [source for source in CITY_SOURCES if source is not for_jobs]  # how the portal runs is not handed over


@dataclass(frozen=True)
class Place:
    """Where something lies: what, and the address at which it is opened."""

    what: str
    page: str

    @property
    def url(self) -> str:
        return f"{settings.SITE_URL}{self.page}"


@dataclass
class Sheet:
    """What both sides have in common."""

    on: date  # the first day of the new ones
    today: date

    @property
    def eve(self) -> date:
        return self.on - timedelta(days=1)

    @cached_property
    def city(self) -> City:
        return City.current()

    @property
    def site(self) -> str:
        return str(settings.SITE_URL)


@dataclass
class OfficeSheet(Sheet):
    """Of a post, with what its holder of today sees; so it is the same paper before the day and after it."""

    post: Post

    template = "handover/office.html"
    signers = ("前任者", "後任者", "立会人")

    @property
    def title(self) -> str:
        return f"引継書 {self.post} {era_date(self.on)}"

    @cached_property
    def holder(self) -> User | None:
        duty = self.post.duties.held(on=self.today).select_related("user").first()
        return duty.user if duty else None

    @property
    def before(self) -> str:
        return "、".join(self.post.holders(on=self.eve)) or "欠員"

    @property
    def after(self) -> str:
        return "、".join(self.post.holders(on=self.on)) or "欠員"

    @cached_property
    def tasks(self) -> list[Task]:
        return in_order(gather(OF_CASES, self.holder, on=self.today)) if self.holder else []

    @property
    def own(self) -> list[Task]:
        """What waits for the post itself."""
        return [task for task in self.tasks if task.mine][:ROWS]

    @property
    def others(self) -> list[Task]:
        """What lies with others at the moment."""
        return [task for task in self.tasks if not task.mine][:ROWS]

    @property
    def left_off(self) -> int:
        return len(self.tasks) - len(self.own) - len(self.others)

    @property
    def drafted(self) -> list[Proposal]:
        if self.holder is None:
            return []
        return list(Proposal.objects.running().filter(drafted_by=self.holder))

    @property
    def liaisons(self) -> list[tuple[LiaisonAssignment, list[tuple[Organization, Officer | None]]]]:
        """The holder's areas, with the organizations there and who speaks for them."""
        if self.holder is None:
            return []
        areas = LiaisonAssignment.objects.held(on=self.today).filter(user=self.holder).select_related("area")
        presidents = Officer.objects.held(on=self.today).filter(kind=Officer.Kind.PRESIDENT)
        speakers = {officer.organization_id: officer for officer in presidents}
        return [
            (each, [(body, speakers.get(body.pk)) for body in Organization.objects.within(each.area)]) for each in areas
        ]

    @property
    def substitutes(self) -> list[Substitute]:
        held = Substitute.objects.held(on=self.today).filter(post=self.post)
        return list(held.select_related("deputy").order_by("order"))

    @property
    def letters(self) -> list[Letter]:
        if self.holder is None:
            return []
        return list(Letter.objects.visible_to(self.holder, on=self.today).for_lists()[:LETTERS])

    @property
    def places(self) -> list[Place]:
        names = (
            ("待っているもの(仕事の入口)", "home"),
            ("団体の一覧と役員名簿", "organizations:list"),
            ("将来計画と年度計画", "plans:list"),
            ("交付金の申請と決定", "grants:list"),
            ("通知書の台帳", "letters:list"),
            ("地域担当職員の配置表", "staff:liaisons"),
            ("決裁の道すじと、不在のときの代わり", "staff:office"),
        )
        return [Place(what, reverse(name)) for what, name in names]


@dataclass
class BodySheet(Sheet):
    """Of an organization; its tasks are those of ``actor``: somebody who acts for it."""

    organization: Organization
    actor: User | None

    template = "handover/body.html"
    signers = ("前の会長", "新しい会長", "監事")

    @property
    def title(self) -> str:
        return f"引継書 {self.organization} {era_date(self.on)}"

    @cached_property
    def tasks(self) -> list[Task]:
        found = gather(LEADER_SOURCES, self.actor, on=self.today) if self.actor else []
        return in_order(task for task in found if task.organization == str(self.organization))

    @property
    def progress(self) -> list[Progress]:
        if self.actor is None or len({role.organization_id for role in self.actor.roles_on(self.today)}) > 1:
            return []  # of somebody with two bodies it would mix them
        return [
            *organizations.tasks.progress(self.actor, on=self.today),
            *grants.tasks.progress(self.actor, on=self.today),
        ]

    @property
    def before(self) -> list[Officer]:
        return list(self.organization.officers.held(on=self.eve))

    @property
    def after(self) -> list[Officer]:
        return list(self.organization.officers.held(on=self.on))

    @property
    def president_before(self) -> str:
        return president_of(self.before)

    @property
    def president_after(self) -> str:
        return president_of(self.after)

    @property
    def leaving(self) -> list[Officer]:
        """Whom to ask how it was."""
        staying = {officer.pk for officer in self.after}
        names = {(officer.name, officer.kind) for officer in self.after}
        return [each for each in self.before if each.pk not in staying and (each.name, each.kind) not in names]

    @property
    def plans(self) -> list[FuturePlan | YearlyPlan]:
        year = FiscalYear.of(self.today)
        futures = FuturePlan.objects.filter(organization=self.organization).exclude(status="superseded")
        yearly = YearlyPlan.objects.filter(organization=self.organization, fiscal_year__gte=year.number)
        return [*futures, *yearly.exclude(status="superseded")]

    @property
    def equipment(self) -> list[Item]:
        """Things bought with grants, to be handed over as they stand."""
        kept = Item.objects.kept().filter(grant__organization=self.organization)
        return list(kept.select_related("grant__scheme").order_by("acquired_on", "pk"))

    @property
    def letters(self) -> list[Letter]:
        return list(
            Letter.objects.filter(organization=self.organization).for_lists().order_by("-issued_on", "-pk")[:LETTERS]
        )

    @property
    def liaisons(self) -> list[LiaisonAssignment]:
        held = LiaisonAssignment.objects.held(on=self.today).for_areas(self.organization.areas.all())
        return list(held.with_posts(on=self.today))

    @property
    def places(self) -> list[Place]:
        names = (
            ("今やること(いつもここから)", "home"),
            ("年度計画", "plans:yearly"),
            ("将来計画", "plans:future"),
            ("交付金の申請", "grants:list"),
            ("届いた通知書", "letters:list"),
        )
        here = Place("団体の情報、役員名簿、規約、書類", self.organization.get_absolute_url())
        return [*(Place(what, reverse(name)) for what, name in names), here]


def president_of(officers: list[Officer]) -> str:
    return next(
        (f"会長 {officer.name}" for officer in officers if officer.kind == Officer.Kind.PRESIDENT), "会長は欠員"
    )
