"""What a scheme says of the time after the decision: payment, report, and what becomes of money that was not spent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from grants.formula.rounding import LARGEST_UNIT
from grants.settlement import Policy


class Surplus(models.TextChoices):
    RETURN = "return", "市に返す"
    CARRY = "carry", "次の年度に繰り越せる"
    OFFSET = "offset", "次の年度の交付額から差し引く"


def usual_criteria() -> list[str]:
    """With which a city begins to look at performance reports."""
    return [
        "計画した事業が行われている",
        "領収書の写真が、日付・支払先・金額と合っている",
        "対象外の経費がない",
        "決算が、収入・支出とも領収書と通帳に合っている",
        "決算が総会で認められている",
    ]


UNITS = [
    MinValueValidator(1, "1円以上の整数にしてください。"),
    MaxValueValidator(LARGEST_UNIT, f"{LARGEST_UNIT:,}円までの整数にしてください。"),
]


class Afterwards(models.Model):
    instalments = models.PositiveSmallIntegerField(
        "交付の回数", default=1, help_text="1回で全額を交付するときは1、4回に分けるときは4と入れます。"
    )
    instalment_unit = models.PositiveIntegerField(
        "1回の交付額の単位", default=1000, validators=UNITS, help_text="端数は、第1回に足します。"
    )
    report_papers: Any = ArrayField(
        models.CharField(max_length=60), verbose_name="実績報告に付けてもらう書類", default=list, blank=True
    )
    report_criteria: Any = ArrayField(
        models.CharField(max_length=150), verbose_name="実績報告の確認の基準", default=usual_criteria
    )
    confirms_in = models.PositiveIntegerField(
        "確定額の端数の切捨て", default=1, validators=UNITS, help_text="1にすると、切り捨てません。"
    )
    surplus = models.CharField("使い残しの扱い", max_length=6, choices=Surplus.choices, default=Surplus.RETURN)
    carry_cap = models.PositiveSmallIntegerField(
        "繰り越せる割合の上限(%)",
        null=True,
        blank=True,
        help_text="交付決定額に対する割合。ないときは、空けておきます。",
    )
    reserves = models.BooleanField(
        "使い残しの積立を認める", default=False, help_text="団体は、実績報告で、使い残しのうち積み立てる額を言えます。"
    )
    reserve_needs_plan = models.BooleanField("積立には、総会で認めた計画が要る", default=True)
    reserve_cap = models.PositiveSmallIntegerField(
        "積み立てられる割合の上限(%)",
        null=True,
        blank=True,
        help_text="交付決定額に対する割合。ないときは、空けておきます。",
    )
    sends_receipts = models.BooleanField(
        "受付通知書を書面で出す", default=True, help_text="申請書・変更の申請書・実績報告書の画面に、ボタンが出ます。"
    )
    sends_corrections = models.BooleanField(
        "補正依頼書を書面で出す", default=True, help_text="出さなくても、補正のお願いは、画面とメールで知らせます。"
    )
    regrants = models.BooleanField(
        "地域の中での再交付を認める",
        default=False,
        help_text="団体は、交付金の一部を、地域のグループに再交付できます。",
    )
    status_dates: Any = ArrayField(models.DateField(), verbose_name="状況報告を求める日", default=list, blank=True)
    status_within = models.PositiveSmallIntegerField(
        "状況報告の期限までの日数", default=14, help_text="求める日から数えます。"
    )
    watch_surplus = models.PositiveSmallIntegerField(
        "気をつける使い残しの割合(%)",
        default=20,
        help_text="使い残しが交付額のこの割合以上の団体に、検査の画面で印がつきます。",
    )
    equipment_from = models.BigIntegerField(
        "備品台帳に載せる額(円以上)", default=50_000, help_text="備品購入費の領収書のうち、この額以上のもの。"
    )
    equipment_years = models.PositiveSmallIntegerField(
        "備品の処分を制限する年数", default=5, help_text="台帳に載せるときに、備品ごとに変えられます。"
    )
    returns_within = models.PositiveSmallIntegerField(
        "返還の期限までの日数", default=20, help_text="返還命令の日から数えます。"
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="amounts_are_rounded_to_one_yen_at_least",
                condition=Q(rounding_unit__gte=1, instalment_unit__gte=1, confirms_in__gte=1),
                violation_error_message="端数の単位は、1円以上にしてください。",
            ),
            models.CheckConstraint(
                name="a_grant_is_paid_in_one_to_twelve_parts",
                condition=Q(instalments__range=(1, 12)),
                violation_error_message="交付の回数は、1から12までにしてください。",
            ),
            models.CheckConstraint(
                name="only_what_may_be_carried_over_has_a_cap",
                condition=Q(carry_cap=None) | Q(surplus="carry", carry_cap__range=(1, 100)),
                violation_error_message="上限は、繰り越せる制度だけに、1から100までの%で入れてください。",
            ),
            models.CheckConstraint(
                name="only_what_may_be_reserved_has_a_cap",
                condition=Q(reserve_cap=None) | Q(reserves=True, reserve_cap__range=(1, 100)),
                violation_error_message="積立の上限は、積立を認める制度だけに、1から100までの%で入れてください。",
            ),
        ]

    @property
    def policy(self) -> Policy:
        """How what was not spent is settled, as a value."""
        return Policy(
            unit=self.confirms_in,
            carries=self.surplus == Surplus.CARRY,
            cap_percent=self.carry_cap,
            offsets=self.surplus == Surplus.OFFSET,
            reserves=self.reserves,
            reserve_percent=self.reserve_cap,
        )
