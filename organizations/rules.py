"""Who may do what with organizations and their recognition; what is possible now is the verbs' own guard."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.bodies import Organization
from organizations.derecognition.case import Derecognition
from organizations.hearings import Hearing
from organizations.intakes import Intake
from organizations.officers import Officer
from organizations.rechange.case import Rechange
from organizations.recognition import Recognition
from organizations.ties import Tie, is_tied
from organizations.voices import Voice
from staff.models import City

READ_ONLY = "あなたの役職は「閲覧」なので、見ることだけができます。会長か事務局長に頼んでください。"


def may_register(user: User, _: object) -> Answer:
    """The section, and every liaison: they hear first that an area has begun to talk."""
    today = timezone.localdate()
    if user.in_section(on=today) or user.liaisons.held(on=today).exists():
        return YES
    return No("団体を登録するのは、協働の担当の係と地域担当職員です。")


def may_take_figures(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("区域の数値を読み込むのは、協働の担当の係です。")


def may_read_kinds(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("団体の種類は、市の職員のための設定です。")


def may_keep_kinds(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("団体の種類を決めるのは、協働の担当の係です。")


def may_tie_lineage(user: User, _: Organization) -> Answer:
    """Where a body came from is the city's register."""
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("団体のつながりを入れるのは、協働の担当の係です。")


def may_guide(user: User, organization: Organization) -> Answer:
    """指導・助言, 解散の受理, 告示: the section, but nobody with a tie to the organization."""
    if not user.in_section(on=timezone.localdate()):
        return No("指導・助言、解散の受理、告示は、協働の担当の係がします。")
    return free_to_judge(user, organization, None)


def may_report_end(user: User, organization: Organization) -> Answer:
    """休止, 再開, 解散: the organization itself, by whoever sends for it."""
    return may_submit(user, organization)


def may_edit(user: User, organization: Organization) -> Answer:
    """The organization's writing roles; the section too, for those who bring paper to the counter."""
    today = timezone.localdate()
    if user.acts_for(organization, on=today) or user.in_section(on=today):
        return YES
    return No("団体の情報を書くのは、その団体の役員と協働の担当の係です。" if user.is_city(on=today) else READ_ONLY)


def may_hand_over_office(user: User, organization: Organization) -> Answer:
    """Who speaks or writes for the organization; the section for those who bring the list to the counter."""
    today = timezone.localdate()
    roles = [role for role in user.roles_on(today) if role.organization_id == organization.pk]
    if user.in_section(on=today) or any(role.kind in {"president", "secretary"} for role in roles):
        return YES
    return No("役員の引継ぎを入れるのは、会長か事務局長か、協働の担当の係です。")


def may_apply(user: User, organization: Organization) -> Answer:
    """Only the organization itself asks to be recognised."""
    today = timezone.localdate()
    if user.acts_for(organization, on=today):
        return YES
    return No("認可を申請するのは、その団体の役員です。" if user.is_city(on=today) else READ_ONLY)


def may_write_application(user: User, case: Recognition | Rechange) -> Answer:
    return may_apply(user, case.organization)


def may_enter(user: User, organization: Organization) -> Answer:
    """代理入力: the section; the area's own liaison too, where the city has said so."""
    today = timezone.localdate()
    if user.in_section(on=today):
        return YES
    if City.current().liaisons_enter and any(each.user_id == user.pk for each in organization.liaisons(on=today)):
        return YES
    return No("団体の代わりに入力するのは、協働の担当の係です。")


def may_finish_intake(user: User, intake: Intake) -> Answer:
    """Whoever began it; the section where that person has left."""
    today = timezone.localdate()
    if user.pk == intake.entered_by_id or (user.in_section(on=today) and not intake.entered_by.is_city(on=today)):
        return YES
    return No(f"この代理入力は、{intake.entered_by}さんが始めました。終えるのも、{intake.entered_by}さんです。")


def may_answer_intake(user: User, intake: Intake) -> Answer:
    """The organization itself says whether what the city typed for it is right."""
    if user.speaks_for(intake.organization, on=timezone.localdate()):
        return YES
    return No("控えを確かめるのは、団体の役員(閲覧の人をのぞく)です。")


def may_settle_intake(user: User, _: Intake) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("「内容がちがう」に答えるのは、協働の担当の係です。")


def free_to_judge(user: User, organization: Organization, typed_by: int | None) -> Answer:
    """What the city judges is judged by others than those who are tied to the organization or typed its paper in."""
    today = timezone.localdate()
    if belongs(user, organization):
        return No("あなたはこの団体の役員なので、審査と起案はできません。係のほかの人に頼んでください。")
    if is_tied(user, organization, on=today):
        return No("この団体と関係がある(あった)ので、審査と起案はできません(除斥)。係のほかの人に頼んでください。")
    if typed_by == user.pk or user.acts_for(organization, on=today):
        return No("団体の代わりに入力した人は、その審査と起案はできません。係のほかの人に頼んでください。")
    return YES


def may_submit(user: User, organization: Organization) -> Answer:
    """提出・申請・決定: who writes prepares; who sends is the organization's own choice.

    A paper that the city types in was signed by whoever speaks for the organization.
    """
    today = timezone.localdate()
    if not (writes := may_apply(user, organization)):
        return writes
    roles = [role for role in user.roles_on(today) if role.organization_id == organization.pk]
    if not user.speaks_for(organization, on=today) or any(role.kind in organization.senders for role in roles):
        return YES
    who = "か".join(organization.sender_names())
    return No(f"この団体では、{who}が市に出します。準備ができたら「提出を頼む」を押してください。")


def may_choose_submitters(user: User, organization: Organization) -> Answer:
    roles = user.roles_on(timezone.localdate())
    if any(role.organization_id == organization.pk and role.kind == Officer.Kind.PRESIDENT for role in roles):
        return YES
    return No("市に出す人を決めるのは、団体の会長です。")


def may_declare_tie(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("ここは、市の職員が団体との関係を申し出るページです。")


def may_end_tie(user: User, tie: Tie) -> Answer:
    """The person's own word, or the section's where the section wrote it down."""
    today = timezone.localdate()
    if tie.user_id == user.pk or (tie.declared_by_id != tie.user_id and user.in_section(on=today)):
        return YES
    return No(f"この関係は、{tie.user}さんが申し出ました。終わったことも、{tie.user}さんが記録します。")


def may_read_hearings(user: User, _: object) -> Answer:
    today = timezone.localdate()
    if user.is_city(on=today) or user.seats_on(today):
        return YES
    return No("諮問は、市の職員と、委員会の委員のためのページです。")


def may_ask_committee(user: User, case: Any) -> Answer:
    """諮問, and its end: the section, but nobody who is tied to the organization."""
    if not user.in_section(on=timezone.localdate()):
        return No("委員会に諮問するのは、協働の担当の係です。")
    return free_to_judge(user, case.organization, None)


def may_declare(user: User, hearing: Hearing) -> Answer:
    if voice_of(user, hearing):
        return YES
    return No("関係があるかを申し出るのは、諮問された委員の本人です。")


def may_give_voice(user: User, hearing: Hearing) -> Answer:
    """意見: who has declared that there is no tie."""
    voice = voice_of(user, hearing)
    if voice and voice.is_free and not is_tied(user, hearing.organization, on=timezone.localdate()):
        return YES
    if voice and voice.is_tied:
        return No("関係があると申し出たので、この案件の書類は開かず、意見も書けません(除斥)。")
    return No("先に、この団体と関係があるかを申し出てください。" if voice else "意見を書くのは、諮問された委員です。")


def may_answer_hearing(user: User, hearing: Hearing) -> Answer:
    """答申: the committee's chair; the section, where the chair writes it on paper."""
    if user.in_section(on=timezone.localdate()):
        return free_to_judge(user, hearing.organization, None)
    voice = voice_of(user, hearing)
    if voice and voice.member.is_chair:
        return may_give_voice(user, hearing)
    return No("答申を入れるのは、委員長と協働の担当の係です。")


def voice_of(user: User, hearing: Hearing) -> Voice | None:
    """What the person is asked as a member; nobody from the city's side is one."""
    today = timezone.localdate()
    return None if user.is_city(on=today) else Voice.objects.of(user, on=today).filter(hearing=hearing).first()


def may_review(user: User, case: Recognition | Rechange) -> Answer:
    """The section, but nobody who is tied to the organization or typed its application in."""
    if not user.in_section(on=timezone.localdate()):
        return No("審査と起案は、協働の担当の係が行います。")
    return free_to_judge(user, case.organization, case.submitted_by_id)


def may_derecognise(user: User, thing: Organization | Derecognition) -> Answer:
    """Prepares and proposes that a recognition is revoked: the section, but nobody with a tie to the organization."""
    if not user.in_section(on=timezone.localdate()):
        return No("認可の取消しを準備するのは、協働の担当の係です。")
    return free_to_judge(user, thing if isinstance(thing, Organization) else thing.organization, None)


def may_see_derecognition(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("認可の取消しの準備は、市の中だけのものです。決まると、通知書が届きます。")


def may_see_letter_draft(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("通知書の案は、市の中だけのものです。決まると、通知書が届きます。")


def may_see_private(user: User, organization: Organization) -> Answer:
    """Addresses and telephone numbers of officers: the organization's own people and the section."""
    if belongs(user, organization) or user.in_section(on=timezone.localdate()):
        return YES
    return No("役員の住所と電話は、その団体と協働の担当の係だけが見られます。")


def belongs(user: User, organization: Organization) -> bool:
    return any(role.organization_id == organization.pk for role in user.roles_on(timezone.localdate()))
