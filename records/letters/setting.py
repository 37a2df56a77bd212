"""The wording of letters as rows: drafted and adopted by officers, valid from a day on, unchanged once adopted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import IO, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from records.cases import NotNow
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.letters.kinds import BASIS, KINDS, kind_name
from records.letters.paper import Entry, Layout, SealMode, Wording
from records.letters.seals import as_jpeg
from records.letters.texts import NAME, names
from records.letters.wordings.drafting import Drafting
from records.periods import Period

HELP = "{ } で囲んだ名前のところに、案件の値が入ります。"


class SealImage(models.Model):
    """The picture of an official seal; kept as it was for the letters that carry it."""

    name = models.CharField("公印の名前", max_length=60, help_text="例 新見市長之印")
    jpeg = models.BinaryField(verbose_name="画像")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    registered_on = models.DateField("登録した日")

    objects: ClassVar[models.Manager[SealImage]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公印の印影"
        ordering = ["-registered_on", "-pk"]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.name}({self.registered_on:%Y-%m-%d})"

    @classmethod
    def register(cls, picture: IO[bytes], *, name: str, on: date) -> SealImage:
        """Keeps a picture as it will be printed; the same picture twice is one row."""
        jpeg = as_jpeg(picture)
        values = {"name": name, "jpeg": jpeg, "registered_on": on}
        return cls.objects.get_or_create(sha256=hashlib.sha256(jpeg).hexdigest(), defaults=values)[0]


class LetterSettingQuerySet(models.QuerySet["LetterSetting"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The section and the keepers of the settings, who write them, and the posts that see every letter."""
        return self if user.in_section(on=on) or user.runs_settings(on=on) or user.reaches_all(on=on) else self.none()

    def adopted(self) -> Self:
        return self.filter(status=LetterSetting.Status.ADOPTED)

    def standing(self, kind: str, programme: str, *, on: date) -> LetterSetting | None:
        """The wording for a letter of that day: the programme's own if there is one."""
        return self.filter(kind=kind).all_standing(programme, on=on).first()

    def all_standing(self, programme: str, *, on: date) -> Self:
        """The wordings for letters of that day, one for each kind, in the order of the kinds."""
        adopted = self.adopted().filter(programme__in={programme, ""}, starts_on__lte=on).select_related("seal")
        return adopted.order_by("kind", "-programme", "-starts_on").distinct("kind")

    def in_force(self, kind: str, programme: str, *, on: date) -> LetterSetting:
        """NotNow if there is none at all."""
        found = self.standing(kind, programme, on=on)
        if found is None:
            raise NotNow(f"「{kind_name(kind)}」の文面がありません。「通知書の文面」のページで作ってください。")
        return found

    def with_used(self) -> Self:
        letters = LetterSetting.letters.rel.related_model._base_manager
        return self.annotate(used=Exists(letters.filter(setting=OuterRef("pk"))))


class LetterSetting(Drafting):
    """One wording of a kind of letter, for one programme or for all, from a day on."""

    kind = models.CharField("通知書", max_length=60)
    programme = models.CharField(
        "制度の記号",
        max_length=40,
        blank=True,
        help_text="この制度だけの文面のときに入れます。空けておくと、どの制度でも使います。",
    )
    starts_on = models.DateField("使いはじめる日", help_text="この日からの通知書に使います。")
    layout = models.CharField("体裁", max_length=10, choices=Layout.choices, default=Layout.NOTICE)
    symbol = models.CharField("文書記号", max_length=20, help_text="例 市協(「市協第123号」の「市協」)")
    form_number = models.CharField("様式の番号", max_length=60, blank=True, help_text="例 様式第2号(第5条関係)")
    title = models.CharField("題名", max_length=200, help_text=HELP)
    body = models.TextField("本文", max_length=2000, help_text=HELP)
    legal_basis = models.TextField(
        "適用する規則・要綱", max_length=500, blank=True, help_text=f"文の中では {{{BASIS}}} と書きます。"
    )
    closing = models.BooleanField("おわりに「以上」を入れる", default=False)
    honorific = models.CharField("敬称", max_length=4, default="様")
    seal_mode = models.CharField("公印", max_length=8, choices=SealMode.choices, default=SealMode.OMITTED)
    seal = models.ForeignKey(SealImage, on_delete=models.PROTECT, null=True, blank=True, verbose_name="印影")
    appeal_printed = models.BooleanField("教示を入れる", default=False)
    appeal = models.TextField("教示", max_length=2000, blank=True, help_text="1行が1項になります。" + HELP)
    contact = models.TextField("担当", max_length=400, default="担当　{担当}\n電話　{電話}", help_text=HELP)
    retention_years = models.PositiveSmallIntegerField("保存年限", choices=Period.choices, default=Period.FIVE)

    objects: ClassVar[models.Manager[LetterSetting]] = LetterSettingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知書の文面"
        ordering = ["kind", "programme", "-starts_on"]
        constraints = [
            *Drafting.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "programme", "starts_on"],
                condition=Q(status="adopted"),
                name="one_wording_per_kind_programme_and_first_day",
                violation_error_message="同じ通知書の、同じ日からの文面がもうあります。使いはじめる日を変えてください。",
            ),
            models.CheckConstraint(
                name="a_letter_with_a_printed_seal_has_its_image",
                condition=~Q(seal_mode="image") | Q(seal__isnull=False),
                violation_error_message="公印を印刷するには、印影を選んでください。",
            ),
            models.CheckConstraint(
                name="a_printed_appeal_notice_has_a_text",
                condition=Q(appeal_printed=False) | ~Q(appeal=""),
                violation_error_message="教示を入れるには、教示の文を書いてください。",
            ),
            models.CheckConstraint(
                name="a_letter_is_kept_for_a_period_of_the_city",
                condition=Q(retention_years__in=Period.values),
                violation_error_message="保存年限は、1年・3年・5年・10年・永年から選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{kind_name(self.kind)}({self.starts_on:%Y-%m-%d}から)"

    def clean(self) -> None:
        errors = {
            field: unknown_names(self.kind, getattr(self, field)) for field in ("title", "body", "appeal", "contact")
        }
        if found := {field: sentences for field, sentences in errors.items() if sentences}:
            raise ValidationError(found)

    def wording(self, entries: Iterable[Entry] | None = None) -> Wording:
        """What the letters will say; with other entries, as they are just being typed."""
        if entries is None:
            entries = [Entry(row.label, row.text, row.optional) for row in self.entries.all()]
        return Wording(
            layout=self.layout,
            form_number=self.form_number,
            title=self.title,
            body=self.body,
            entries=tuple(entries),
            seal_mode=self.seal_mode,
            appeal=self.appeal if self.appeal_printed else "",
            closing=self.closing,
            honorific=self.honorific,
            contact=self.contact,
        )


class LetterEntry(models.Model):
    """One entry under 記."""

    setting = models.ForeignKey(LetterSetting, on_delete=models.CASCADE, related_name="entries", verbose_name="文面")
    position = models.PositiveSmallIntegerField("順番")
    label = models.CharField("見出し", max_length=60, help_text="例 交付決定額")
    text = models.TextField("文", max_length=4000, help_text="2行より多いと、(1)、(2)と番号がつきます。" + HELP)
    optional = models.BooleanField("値がないときは載せない", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "記の項目"
        ordering = ["setting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["setting", "position"],
                name="one_entry_per_position_of_a_letter",
                violation_error_message="同じ順番の項目があります。順番を変えてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        found = {field: unknown_names(self.setting.kind, getattr(self, field)) for field in ("label", "text")}
        if errors := {field: sentences for field, sentences in found.items() if sentences}:
            raise ValidationError(errors)


def unknown_names(kind: str, text: str) -> list[str]:
    """A sentence for every named value in the text that letters of this kind do not have, and for stray brackets."""
    known = KINDS[kind].sample_values() if kind in KINDS else {}
    stray = ["{ と } は、値の名前を囲むときだけ使えます。例 {市}"] if set("{}") & set(NAME.sub("", text)) else []
    return stray + [
        f"「{{{name}}}」という値はありません。使える名前:{'、'.join(known)}"
        for name in names(text)
        if name not in known
    ]
