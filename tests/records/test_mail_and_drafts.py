"""The outbox keeps what could not be sent; a draft keeps what was typed."""

import smtplib
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from records import drafts
from records.mail import Mail, post
from tests.cast import person


@pytest.fixture
def letterbox(tmp_path: Path, settings: LazySettings) -> str:
    """A mail of two lines, as an app would have it."""
    folder = tmp_path / "tests" / "emails"
    folder.mkdir(parents=True)
    (folder / "hello_subject.txt").write_text("{{ city }}から\nお知らせ\n")
    (folder / "hello_body.txt").write_text("{{ person.name }} さん\n{{ site_url }}\n")
    templates = [dict(engine) for engine in settings.TEMPLATES]
    templates[0]["DIRS"] = [settings.ROOT / "templates", tmp_path]
    settings.TEMPLATES = templates
    return "tests/emails/hello"


@pytest.mark.django_db(transaction=True)
class TestPost:
    def test_is_sent_after_the_transaction(self, letterbox: str) -> None:
        post(letterbox, to=[person("北野 七海", "nanami")], city="見本市")
        sent = django_mail.outbox[0]
        assert (sent.subject, sent.to) == ("見本市から お知らせ", ["nanami@example.jp"])
        assert sent.body.startswith("北野 七海 さん\n")
        assert Mail.objects.get().sent_at is not None

    def test_forgets_a_secret_body_once_it_is_sent(self, letterbox: str) -> None:
        post(letterbox, to=[person("北野 七海", "nanami")], city="見本市", is_secret=True)
        assert django_mail.outbox[0].body.startswith("北野 七海 さん")
        assert "北野" not in Mail.objects.get().body

    def test_stays_in_the_outbox_while_the_server_is_down_and_goes_later(
        self, letterbox: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:

            def down(self: EmailBackend, messages: object) -> int:
                raise smtplib.SMTPServerDisconnected("the server is down")

            patch.setattr(EmailBackend, "send_messages", down)
            post(letterbox, to=[person("北野 七海", "nanami")], city="見本市")
        waiting = Mail.objects.failed().get()
        assert (waiting.failure, waiting.tries) == ("メールサーバーにつながりません。(the server is down)", 1)
        assert waiting.send()
        assert waiting.send()  # a second press sends nothing more
        assert len(django_mail.outbox) == 1


@pytest.mark.django_db
class TestKeep:
    def test_keeps_what_was_typed_without_secrets(self, nanami: User) -> None:
        typed = QueryDict("cost=abc&name=%E2%91%A0&csrfmiddlewaretoken=x&password=y")
        drafts.keep("plan:1", typed, by=nanami, seen=0)
        kept = drafts.find("plan:1")
        assert kept is not None
        assert kept.data.dict() == {"cost": "abc", "name": "①"}

    def test_does_not_overwrite_what_another_screen_saved(self, nanami: User, hachiro: User) -> None:
        first = drafts.keep("plan:1", QueryDict("a=1"), by=nanami, seen=0)
        drafts.keep("plan:1", QueryDict("a=2"), by=hachiro, seen=first.version)
        with pytest.raises(drafts.Overwritten) as conflict:
            drafts.keep("plan:1", QueryDict("a=3"), by=nanami, seen=first.version)
        assert conflict.value.draft.saved_by == hachiro
        kept = drafts.find("plan:1")
        assert kept is not None
        assert kept.data["a"] == "2"

    def test_is_gone_once_sent(self, nanami: User) -> None:
        drafts.keep("plan:1", QueryDict("a=1"), by=nanami, seen=0)
        drafts.drop("plan:1")
        assert drafts.find("plan:1") is None


class TestAnyText(TestCase):
    @given(
        st.dictionaries(
            st.sampled_from(["name", "cost", "note"]),
            st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
        )
    )
    def test_survives_as_it_was_typed(self, fields: dict[str, str]) -> None:
        typed = QueryDict(mutable=True)
        typed.update(fields)
        author, _ = User.objects.get_or_create(email="a@example.jp", defaults={"name": "見本"})
        drafts.keep("any", typed, by=author, seen=None)
        kept = drafts.find("any")
        assert kept is not None
        assert kept.data.dict() == fields
        drafts.drop("any")
