"""Fills an empty database with the demonstration city, and says with which accounts to look at it."""

from typing import Any

from django.core.management import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.demo.accounts import give_second_factors
from config.demo.city import FACTS, PASSWORD
from config.demo.story import build

SHOWN = (
    ("officer", "協働推進係の担当(審査、起案)"),
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

    def handle(self, **options: Any) -> None:
        if User.objects.exists():
            self.stdout.write("見本の市は、もうあります。データはそのままです。")
        else:
            with transaction.atomic():
                build(timezone.localdate(), self.stderr.write)
        give_second_factors(on=timezone.localdate())
        self.tell_accounts()

    def tell_accounts(self) -> None:
        self.stdout.write(f"見本のアカウント(パスワードはどれも {PASSWORD})")
        for key, what in SHOWN:
            self.stdout.write(f"  {key}@kyodo.example  {what}")
        self.stdout.write("  市の職員は、次の画面で6けたの番号も入れます。番号は、その画面に「見本」として出ます。")
        for body in FACTS["bodies"]:
            self.stdout.write(f"  president.{body['key']}@kyodo.example  {body['name']} 会長")
