"""What an organization's page shows to one reader on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from accounts.access import Answer
from accounts.models import User
from organizations.changes import Matter, to_be_recognised
from organizations.models import Bylaws, Derecognition, Intake, Officer, Organization, Rechange, Recognition
from organizations.next_steps import NextStep, next_step, way_of
from organizations.papers import Paper
from organizations.readiness import Gap, before_application
from organizations.rules import (
    may_apply,
    may_choose_submitters,
    may_derecognise,
    may_edit,
    may_enter,
    may_hand_over_office,
    may_see_private,
)
from organizations.tasks import open_asks
from organizations.territory import Territory
from records.attachments import Attachment
from records.events import Event
from records.letters import Letter
from records.pieces import Fact, Step
from staff.models import LiaisonAssignment

Status = Organization.Status
HISTORY = 8  # events shown at once; the earlier ones are folded away


@dataclass
class OrganizationPage:
    organization: Organization
    reader: User
    on: date

    @cached_property
    def may_edit(self) -> Answer:
        return may_edit(self.reader, self.organization)

    @cached_property
    def may_hand_over(self) -> Answer:
        return may_hand_over_office(self.reader, self.organization)

    @cached_property
    def may_enter(self) -> bool:
        """代わりに入力する: while nothing of the kind is open."""
        return bool(may_enter(self.reader, self.organization)) and not self.typing

    @cached_property
    def typing(self) -> Intake | None:
        """What the reader is typing in for the organization."""
        held = self.reader.intakes_on(self.on)
        return next((each for each in held if each.organization_id == self.organization.pk), None)

    @cached_property
    def intakes(self) -> list[Intake]:
        return list(self.organization.intakes.exclude(status="dropped").select_related("entered_by")[:HISTORY])

    @cached_property
    def sees_private(self) -> Answer:
        return may_see_private(self.reader, self.organization)

    @cached_property
    def cases(self) -> list[Recognition]:
        """Applications for recognition that the reader may see, newest first."""
        visible = Recognition.objects.visible_to(self.reader, on=self.on)
        return list(visible.filter(organization=self.organization).order_by("-pk"))

    @cached_property
    def step(self) -> NextStep | None:
        """What the reader can do next for the organization."""
        case = self.cases[0] if self.cases else None
        step = next_step(self.organization, case, open_asks([case.pk])[case.pk] if case else ())
        if step is None or (step.action and not self.may_take(step)):
            return None
        return step

    def may_take(self, step: NextStep) -> bool:
        """An application is the organization's own matter; the steps before it may be entered at the counter too."""
        if self.organization.can("recognise"):
            return bool(may_apply(self.reader, self.organization))
        return bool(self.may_edit)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What is still lacking before the organization can ask to be recognised."""
        waiting = self.cases and self.cases[0].status not in {"draft", "refused", "lapsed"}
        near = self.organization.can("recognise") or self.organization.can("found")
        if waiting or not near or not self.organization.terms.word:
            return []
        return [gap for gap in before_application(self.organization, on=self.on) if gap.where != "founded_on"]

    @property
    def may_rechange(self) -> bool:
        """変更の認可を申請する: the organization's own people, while none is open."""
        asks = self.organization.status == Status.ACTIVE and to_be_recognised(self.organization)
        return bool(asks and may_apply(self.reader, self.organization)) and not any(
            case.status in Rechange.OPEN for case in self.rechanges
        )

    @property
    def to_be_recognised(self) -> str:
        """What changes only when the city has recognised the change, as one line says it."""
        wanted = to_be_recognised(self.organization)
        return "、".join(matter.label for matter in Matter if matter in wanted)

    @cached_property
    def rechanges(self) -> list[Rechange]:
        """Applications to change what was recognised, newest first."""
        visible = Rechange.objects.visible_to(self.reader, on=self.on)
        return list(visible.filter(organization=self.organization).order_by("-pk"))

    @property
    def may_derecognise(self) -> bool:
        """認可の取消しを準備する: while none is on its way."""
        active = self.organization.status == Status.ACTIVE
        return active and not self.derecognition and bool(may_derecognise(self.reader, self.organization))

    @cached_property
    def derecognition(self) -> Derecognition | None:
        """What the city prepares; the organization's own people see the letter."""
        if self.organization.status != Status.ACTIVE or not self.reader.is_city(on=self.on):
            return None
        visible = Derecognition.objects.visible_to(self.reader, on=self.on).open()
        return visible.filter(organization=self.organization).first()

    @cached_property
    def revoked_by(self) -> Letter | None:
        """認可取消通知書."""
        if self.organization.status != Status.REVOKED:
            return None
        return self.organization.letters.filter(kind="organizations.revoked").order_by("pk").last()

    @property
    def steps(self) -> list[Step]:
        return way_of(self.organization, self.cases)

    @property
    def facts(self) -> list[Fact]:
        body = self.organization
        edit = reverse("organizations:describe", args=[body.pk]) if self.may_edit else ""
        column = "" if body.status == Status.ACTIVE else edit  # what the letter names changes by a notice
        president = next((who for who in self.officers if who.kind == "president" and who.holds(on=self.on)), None)
        return [
            Fact("ふりがな", body.furigana, edit),
            Fact("代表者", president or "まだ決まっていません"),
            Fact(
                "主たる事務所",
                body.office_address or "まだ入れていません",
                column,
            ),
            Fact("電話", body.phone or "まだ入れていません", column),
            Fact("活動の区域", "、".join(map(str, body.areas.all()))),
            Fact("認可された区域", self.territory or "まだありません"),
            Fact("市に出す人", body.get_submits_by_display(), self.choose_url, "決める"),
            Fact("法人格", body.get_legal_form_display()),
            Fact("指導・休止・解散・告示", body.stage, reverse("organizations:life", args=[body.pk]), "見る"),
            Fact("構成団体と部会", self.parts, reverse("organizations:parts", args=[body.pk]), "見る"),
            *([Fact("母体の団体", body.predecessor)] if body.predecessor else []),
        ]

    @property
    def parts(self) -> str:
        members = self.organization.member_bodies.held(on=self.on).count()
        sections = self.organization.sections.held(on=self.on).count()
        return f"構成団体{members}、部会{sections}"

    @property
    def choose_url(self) -> str:
        may = may_choose_submitters(self.reader, self.organization)
        return reverse("organizations:submitting", args=[self.organization.pk]) if may else ""

    @cached_property
    def territory(self) -> str:
        """The recognised area: the widest areas, without what lies within them."""
        held = Territory.objects.held(on=self.on).filter(organization=self.organization).select_related("area")
        areas = {row.area_id: row.area for row in held}
        return "、".join(str(area) for area in areas.values() if area.parent_id not in areas)

    @cached_property
    def officers(self) -> list[Officer]:
        """Those in office and those to come; a role that only reads last."""
        now = self.organization.officers.not_over(on=self.on).select_related("user")
        order = [*Officer.Kind]
        return sorted(now, key=lambda officer: (order.index(Officer.Kind(officer.kind)), officer.starts_on, officer.pk))

    @cached_property
    def former(self) -> list[Officer]:
        over = self.organization.officers.filter(ends_on__lt=self.on)
        return list(over.order_by("-ends_on", "pk"))

    @cached_property
    def bylaws(self) -> list[Bylaws]:
        return list(self.organization.bylaws.select_related("paper"))

    @cached_property
    def bylaws_to_mend(self) -> Bylaws | None:
        """The newest text, while no application stands on it."""
        newest = self.bylaws[0] if self.bylaws and self.may_edit else None
        return newest if newest and not newest.is_under_review() else None

    @property
    def may_enter_bylaws(self) -> bool:
        return bool(self.may_edit) and not self.organization.must_ask_to_change(Matter.BYLAWS)

    @cached_property
    def papers(self) -> list[Attachment]:
        """All but the bylaws, which stand by version."""
        return list(Attachment.objects.about(self.organization).exclude(purpose=Paper.BYLAWS))

    @cached_property
    def liaisons(self) -> list[LiaisonAssignment]:
        held = LiaisonAssignment.objects.held(on=self.on).for_areas(self.organization.areas.all())
        return list(held.with_posts(on=self.on))

    @cached_property
    def events(self) -> list[Event]:
        return list(Event.objects.about(self.organization))

    @property
    def history(self) -> list[Event]:
        return self.events[:HISTORY]

    @property
    def earlier(self) -> list[Event]:
        return self.events[HISTORY:]
