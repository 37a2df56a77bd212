"""Fills an empty database with the demonstration city, and says with which accounts to look at it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.demo import elsewhere
from config.demo.accounts import give_second_factors
from config.demo.city import PASSWORD
from config.demo.story import build
from organizations.models import Officer

FIRST = "niimi"
SHOWN = (
    ("officer", "協働の担当(審査、起案)"),
    ("chief", "係長(回議)"),
    ("manager", "課長"),
    ("budget", "財政課長"),
    ("director", "部長(決裁)"),
    ("mayor", "市長"),
    ("liaison", "地域担当職員"),
    ("admin", "システム管理者(設定)"),
)


class Command(BaseCommand):
    help = "Fills an empty database with the demonstration city (見本). Harmless when repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--city", default=FIRST, help=f"{FIRST} or one of config/demo/cities")

    def handle(self, *, city: str = FIRST, **options: Any) -> None:
        today = timezone.localdate()
        if User.objects.exists():
            self.stdout.write("見本の市は、もうあります。データはそのままです。")
        else:
            with transaction.atomic():
                if city == FIRST:
                    build(today, self.stderr.write)
                else:
                    elsewhere.build(city, today, self.stderr.write)
        give_second_factors(on=timezone.localdate())
        self.tell_accounts()

    def tell_accounts(self) -> None:
        self.stdout.write(f"見本のアカウント(パスワードはどれも {PASSWORD})")
        for key, what in SHOWN:
            self.stdout.write(f"  {key}@kyodo.example  {what}")
        self.stdout.write("  市の職員は、次の画面で6けたの番号も入れます。番号は、その画面に「見本」として出ます。")
        speakers = Officer.objects.filter(user__email__startswith="president.", kind=Officer.Kind.PRESIDENT)
        for address, body in speakers.order_by("organization_id").values_list("user__email", "organization__name"):
            self.stdout.write(f"  {address}  {body} 会長")
