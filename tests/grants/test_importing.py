"""Rule books travel: a scheme that was exported is the same scheme where it is imported."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from accounts.models import User
from grants.formula.files import read_file
from grants.models import Scheme
from grants.rulebooks.taking import import_book
from grants.rulebooks.writing import rule_book
from organizations.models import Organization
from records.cases import NotNow
from tests.cast import Hall, Land
from tests.grants import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(hall: Hall, land: Land, north: Organization) -> Scheme:
    made = build.scheme_draft(hall.drafter, cap=700_000)
    named = {"kind": "named", "sums": [{"organization": north.name, "key": str(north.pk), "amount": 5}]}
    parts = [*made.formula["components"], named, {"kind": "integrated", "name": "統合した補助金"}]
    made.formulate({"components": parts}, by=hall.drafter)
    made.rewrite("subsidies", [{"organization": north, "name": "敬老会", "amount": 10}], by=hall.drafter)
    return made


class TestImport:
    def test_gives_the_scheme_that_was_exported(self, money: Scheme, hall: Hall):
        exported = rule_book(money)
        Scheme.objects.all().delete()
        made = import_book(read_file(exported.encode()), by=hall.drafter)
        assert rule_book(made) == exported
        assert (made.status, made.cap) == (Scheme.Status.DRAFT, 700_000)
        assert build.happened(made)[-1].verb == "scheme.begin"

    def test_names_everything_that_is_missing(self, money: Scheme, hall: Hall, north: Organization):
        text = "\n".join(line for line in rule_book(money).splitlines() if not line.startswith(("deadline", "article")))
        Scheme.objects.all().delete()
        Organization.objects.filter(pk=north.pk).update(name="新しい名前")
        with pytest.raises(NotNow) as refusal:
            import_book(read_file(text.encode()), by=hall.drafter)
        assert refusal.value.messages == [
            "「根拠の条」(article)を書いてください。",
            "「申請の期限」(deadline)を書いてください。",
            "「北の会」という団体が、このポータルにありません。",
        ]
        assert not Scheme.objects.exists()

    def test_is_refused_a_second_time_in_the_same_year(self, money: Scheme, hall: Hall):
        with pytest.raises(ValidationError, match="同じコードの制度"):
            import_book(read_file(rule_book(money).encode()), by=hall.drafter)


class TestCommand:
    def test_exports_and_imports(self, money: Scheme, hall: Hall, tmp_path: Path):
        file = str(tmp_path / "book.toml")
        out = StringIO()
        call_command("scheme", "export", file, "--programme", "lump_sum", "--year", "R7", stdout=out)
        Scheme.objects.all().delete()
        call_command("scheme", "import", file, "--by", hall.drafter.email, stdout=out)
        assert "準備中の制度として取り込みました" in out.getvalue()
        assert Scheme.objects.get().name == money.name

    def test_tells_what_it_cannot_do(self, money: Scheme, hall: Hall, nanami: User, tmp_path: Path):
        file = tmp_path / "book.toml"
        file.write_text(rule_book(money))
        for words, code in (
            (("export", "x.toml", "--programme", "no_such", "--year", "2025"), 1),
            (("export", str(tmp_path), "--programme", "lump_sum", "--year", "2025"), 2),
            (("import", str(file), "--by", nanami.email), 2),
            (("import", str(file), "--by", hall.drafter.email), 1),
        ):
            with pytest.raises(CommandError) as refusal:
                call_command("scheme", *words)
            assert refusal.value.returncode == code
