"""Tells by mail whoever has had a proposal for too long. The worker does it every morning; by hand it does no harm."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from records.kessai.reminders import remind


class Command(BaseCommand):
    help = "Reminds of proposals that have waited for KESSAI_DAYS or longer. Harmless when repeated."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{remind(at=timezone.now())}件を知らせました。")
