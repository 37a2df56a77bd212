"""Once a day: where the chain of the trail ends."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from records.cases import NotNow
from records.trail.chain import anchor


class Command(BaseCommand):
    help = "今日の錨(記録の鎖の終わりの値)をとめます。同じ日に2回動かしても、1つです。"

    def handle(self, **options: Any) -> None:
        try:
            made = anchor(on=timezone.localdate())
        except NotNow as refusal:
            raise CommandError(refusal.message) from refusal
        if made is None:
            self.stdout.write("まだ記録がありません。")
        else:
            self.stdout.write(f"{made.day:%Y-%m-%d} {made.position}:{made.digest}")
