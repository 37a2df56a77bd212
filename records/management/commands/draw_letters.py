"""Draws every letter that has no PDF yet, on two processes: after a restore, or when a very large batch went out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from records.letters.issuing import file_from
from records.letters.letter import Letter
from records.letters.pool import PROCESSES, Pool, order_of


class Command(BaseCommand):
    help = "PDFがまだない通知書を、いくつかのプロセスでまとめて作ります。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--processes", type=int, default=PROCESSES, help="同時に作るプロセスの数")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = Letter.objects.filter(file=None).exclude(html="").select_related("seal").order_by("pk")
        sound = [letter for letter in missing if letter.is_genuine]
        for letter in set(missing) - set(sound):
            self.stderr.write(f"{letter.document_number}は、内容が変わっているので作りません。")
        with Pool(options["processes"]) as pool:
            for letter, pdf in zip(sound, pool.drawn(map(order_of, sound)), strict=True):
                file_from(pdf, letter).keep()
        self.stdout.write(f"{len(sound)}通のPDFを作りました。")
