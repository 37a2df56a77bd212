"""For somebody who has lost telephone, passkeys and recovery codes at once, after the city has made sure who asks."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User, clean_email
from records.entrance.book import note


class Command(BaseCommand):
    help = (
        "Takes away a person's second factors and ends their sessions; staff set up a new one when they sign in next."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="whose second factors go")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who does it; stands in the record")

    @transaction.atomic
    def handle(self, *, email: str, by: str, **options: Any) -> None:
        user, actor = self.person(email), self.person(by)
        gone, _ = Authenticator.objects.filter(user=user).delete()
        if not gone:
            raise CommandError(f"{user}さんには、2つめの確認がありません。")
        for session in UserSession.objects.filter(user=user):
            session.end()
        note(user, "factor_remove", by=actor, way="すべて")
        self.stdout.write(f"{user}さんの2つめの確認を、すべてはずしました。")

    def person(self, email: str) -> User:
        if user := User.objects.filter(email=clean_email(email)).first():
            return user
        raise CommandError(f"{email} の人はいません。")
