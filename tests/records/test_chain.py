"""The chain: every event is linked when its transaction commits; whatever is changed behind the portal's back is found.

The attacker of these tests owns the tables: triggers are off and foreign keys are gone, as for whoever has the
database's password.
"""

import threading
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pgtrigger
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from organizations.models import Organization, Recognition
from records.attachments import receive
from records.cases import NotNow
from records.events import Event, record
from records.models import Attachment, TrailAnchor, TrailLink
from records.trail.chain import anchor
from records.trail.digest import Covered, digest, written
from records.trail.holdings import Holdings
from records.trail.verify import Chain, Held, held_by_anchors
from tests.cast import MONDAY
from tests.records.test_attachments import pdf

FOREIGN_KEYS = """
    SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname)
    FROM pg_constraint WHERE contype = 'f' AND confrelid IN ('records_event'::regclass, 'records_letter'::regclass)
"""


def commit() -> None:
    """What a commit does first: the deferred triggers fire."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def go_behind(*statements: str) -> None:
    """Runs the statements as somebody who owns the tables could."""
    commit()
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        for statement in statements:
            cursor.execute(statement)


def found() -> list[str]:
    return [str(fault) for fault in Chain(held_by_anchors()).faults()]


@pytest.fixture
def story(north: Organization, nanami: User) -> list[Event]:
    """Five events, each committed by itself."""
    told = []
    for number in range(1, 6):
        told.append(record(north, "organization.tried", by=nanami, number=number, said="円🏡,3:"))
        commit()
    return told


@pytest.mark.django_db
class TestLink:
    def test_follows_the_one_before_it_without_a_gap(self, story: list[Event]) -> None:
        links = list(TrailLink.objects.order_by("position"))
        assert [(link.position, link.event_id) for link in links] == [(n, e.pk) for n, e in enumerate(story, start=1)]
        assert [link.previous for link in links] == ["0" * 64, *(link.digest for link in links[:-1])]
        assert found() == []

    def test_is_written_at_commit_and_not_before(self, north: Organization, nanami: User) -> None:
        record(north, "organization.tried", by=nanami)
        assert TrailLink.head() is None
        commit()
        assert TrailLink.head() is not None

    def test_is_not_written_for_what_was_rolled_back(self, story: list[Event], north: Organization) -> None:
        with transaction.atomic():
            record(north, "organization.tried", by=story[0].actor)
            transaction.set_rollback(True)
        commit()
        assert (TrailLink.objects.count(), found()) == (5, [])

    def test_covers_every_column_of_an_event(self) -> None:
        columns = {field.attname for field in Event._meta.fields}
        covered = {"event": "id", "case_type": "case_type_id", "actor": "actor_id"}
        own = {"position", "linked_at", "form", "previous"}
        assert {covered.get(name, name) for name in Covered._fields} - own == columns

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE records_traillink SET digest = previous",
            "DELETE FROM records_traillink",
            """
            INSERT INTO records_traillink (position, form, linked_at, previous, digest, event_id)
            SELECT 9, form, linked_at, previous, digest, event_id FROM records_traillink
            """,
        ],
    )
    def test_is_written_by_its_event_alone(self, story: list[Event], statement: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert found() == []

    @pytest.mark.django_db(transaction=True)
    def test_writers_at_once_get_one_place_each(self, north: Organization, nanami: User) -> None:
        def write() -> None:
            for _ in range(5):
                with transaction.atomic():
                    record(north, "organization.tried", by=nanami)
                    record(north, "organization.tried", by=nanami)
            connection.close()

        threads = [threading.Thread(target=write) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(TrailLink.objects.values_list("position", flat=True)) == list(range(1, 81))
        assert found() == []


class TestDigest:
    @given(first=st.lists(st.none() | st.text(), min_size=3), second=st.lists(st.none() | st.text(), min_size=3))
    def test_no_two_rows_are_written_alike(self, first: list[Any], second: list[Any]) -> None:
        alike = ",".join(map(written, first)) == ",".join(map(written, second))
        assert alike == (first == second)


@pytest.mark.django_db
class TestVerify:
    @pytest.mark.parametrize(
        "change",
        [
            "verb = 'organization.forged'",
            "actor_name = '別人'",
            "as_post = '市長'",
            "on_behalf = '南の会'",
            "from_address = '203.0.113.9'",
            "facts = facts || '{\"number\": 30}'",
            "at = at + interval '1 microsecond'",
            "case_id = case_id + 1",
        ],
    )
    def test_finds_a_changed_row_and_says_which(self, story: list[Event], change: str) -> None:
        go_behind(f"UPDATE records_event SET {change} WHERE id = {story[2].pk}")
        (fault,) = found()
        assert f"鎖の3番目 できごと{story[2].pk}(" in fault
        assert fault.endswith("書きかえられています。")

    def test_finds_a_deleted_row(self, story: list[Event]) -> None:
        go_behind(f"DELETE FROM records_event WHERE id = {story[1].pk}")
        assert found() == [f"鎖の2番目:できごと{story[1].pk}の行が消されています。"]

    def test_finds_a_row_that_was_deleted_with_its_link(self, story: list[Event]) -> None:
        go_behind(
            "DELETE FROM records_traillink WHERE position IN (2, 3)",
            f"DELETE FROM records_event WHERE id IN ({story[1].pk}, {story[2].pk})",
        )
        assert found() == ["鎖の2番目から3番目まで:鎖の行が消されています。"]

    def test_finds_an_inserted_row(self, story: list[Event]) -> None:
        columns = "case_type_id, case_id, verb, actor_id, actor_name, as_post, on_behalf, from_agent, facts"
        earlier = f"SELECT {columns}, at - interval '1 year' FROM records_event LIMIT 1"
        go_behind(f"INSERT INTO records_event ({columns}, at) {earlier}")
        (fault,) = found()
        assert "鎖につながっていません" in fault
        assert "北野 七海" in fault

    def test_finds_a_row_that_was_changed_together_with_its_link(self, story: list[Event]) -> None:
        go_behind(f"UPDATE records_event SET verb = 'x' WHERE id = {story[2].pk}")
        forged = self.of(3)
        go_behind(f"UPDATE records_traillink SET digest = '{forged}' WHERE position = 3")
        assert found() == ["鎖の4番目:前の行とつながりません。この行か、その前の行が書きかえられています。"]

    def test_finds_by_its_anchor_a_chain_that_was_written_anew(self, story: list[Event]) -> None:
        anchor(on=MONDAY)
        self.write_anew(story[2])
        assert found() == [
            "鎖の5番目:2025-05-12の錨と値がちがいます。ここまでの記録が書きかえられています。",
        ]

    def test_finds_on_paper_what_was_changed_together_with_the_anchors(self, story: list[Event]) -> None:
        paper = Held("紙にひかえた値", 5, self.of(5))
        self.write_anew(story[2])
        assert found() == []
        (fault,) = Chain([paper]).faults()
        assert "紙にひかえた値と値がちがいます" in str(fault)

    def test_finds_by_its_anchor_an_end_that_was_cut_off(self, story: list[Event]) -> None:
        anchor(on=MONDAY)
        go_behind(
            "DELETE FROM records_traillink WHERE position = 5", f"DELETE FROM records_event WHERE id = {story[4].pk}"
        )
        assert found() == ["鎖の5番目:2025-05-12の錨にあるのに、ありません。鎖の終わりが消されています。"]

    def test_finds_a_row_that_was_written_into_the_past(self, story: list[Event], north: Organization) -> None:
        """By an ordinary INSERT, which chains it: only its own clock is a lie."""
        columns = "case_type_id, case_id, verb, actor_id, actor_name, as_post, on_behalf, from_agent, facts, at"
        earlier = f"SELECT {columns}, recorded_at - interval '1 year' FROM records_event LIMIT 1"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO records_event ({columns}, recorded_at) {earlier}")
        commit()
        (fault,) = found()
        assert fault.endswith("記録した日時が、つないだ日時と合いません。")

    def of(self, position: int) -> str:
        """The digest that the row would have now."""
        from records.trail.verify import CHAIN, rows

        return next(digest(Covered(*row[:-1])) for row in rows(CHAIN) if row[0] == position)

    def write_anew(self, event: Event) -> None:
        """The patient attacker: changes an event and computes every link after it again."""
        go_behind(f"UPDATE records_event SET verb = 'x' WHERE id = {event.pk}")
        for link in TrailLink.objects.filter(event_id__gte=event.pk).order_by("position"):
            go_behind(
                f"UPDATE records_traillink SET digest = '{self.of(link.position)}' WHERE position = {link.position}",
                f"UPDATE records_traillink SET previous = (SELECT digest FROM records_traillink "
                f"WHERE position = {link.position}) WHERE position = {link.position + 1}",
            )


@pytest.mark.django_db
class TestAnchor:
    def test_holds_the_head_once_a_day(self, story: list[Event], north: Organization, nanami: User) -> None:
        first = anchor(on=MONDAY)
        record(north, "organization.tried", by=nanami)
        commit()
        assert first is not None
        assert (first.position, first.events, anchor(on=MONDAY)) == (5, 5, first)

    def test_is_not_made_of_nothing(self, db: None) -> None:
        assert anchor(on=MONDAY) is None

    def test_does_not_hold_a_chain_with_a_gap(self, story: list[Event]) -> None:
        go_behind("DELETE FROM records_traillink WHERE position = 2")
        with pytest.raises(NotNow, match="欠けている行"):
            anchor(on=MONDAY)

    def test_is_append_only(self, story: list[Event]) -> None:
        anchor(on=MONDAY)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE records_trailanchor SET position = 1")
        with pytest.raises(TypeError, match="append-only"):
            TrailAnchor.objects.all().delete()


@pytest.fixture
def paper(north: Organization, nanami: User) -> Iterator[Attachment]:
    case = Recognition.objects.create(organization=north)
    kept = receive(case, SimpleUploadedFile("議事録.pdf", pdf()), purpose="議事録", by=nanami)
    commit()
    yield kept
    default_storage.delete(str(kept.file.name))


@pytest.mark.django_db
class TestAttachment:
    def found(self) -> list[str]:
        return [str(fault) for fault in Holdings().faults()]

    def test_is_as_it_came(self, paper: Attachment) -> None:
        assert self.found() == []

    def test_with_other_bytes_is_found(self, paper: Attachment) -> None:
        name = str(paper.file.name)
        default_storage.delete(name)
        default_storage.save(name, ContentFile(b"%PDF-1.7 forged"))
        assert self.found() == [f"添付ファイル{paper.pk}(議事録.pdf):中身が書きかえられています。"]

    def test_with_other_bytes_and_another_hash_is_found(self, paper: Attachment) -> None:
        """The table may be made to agree with the file; the trail does not."""
        go_behind("UPDATE records_attachment SET sha256 = repeat('0', 64)")
        default_storage.delete(str(paper.file.name))
        assert self.found() == [f"添付ファイル{paper.pk}(議事録.pdf):ファイルがありません。"]

    def test_whose_row_is_gone_is_found(self, paper: Attachment) -> None:
        go_behind("DELETE FROM records_attachment")
        assert self.found() == [f"添付ファイル{paper.pk}:行が消されています。"]


@pytest.mark.django_db
class TestCommand:
    def run(self, *options: str) -> str:
        out = StringIO()
        call_command("verify_trail", *options, stdout=out)
        return out.getvalue()

    def test_says_that_all_is_as_it_was_written(self, story: list[Event]) -> None:
        call_command("anchor_trail", stdout=StringIO())
        said = self.run()
        assert "できごと5件、錨1個、通知書0通、添付ファイル0個を確かめました。" in said
        assert "すべて、書かれたときのままです。" in said

    def test_fails_when_something_is_not(self, story: list[Event]) -> None:
        go_behind("UPDATE records_event SET verb = 'x' WHERE verb = 'organization.tried'")
        with pytest.raises(CommandError, match="5か所が、書かれたときのままではありません。"):
            self.run()

    def test_holds_the_chain_against_paper(self, story: list[Event]) -> None:
        head = TrailLink.head()
        assert head is not None
        assert "錨1個" in self.run("--paper", f"{head.position}:{head.digest}")
        with pytest.raises(CommandError, match="1か所"):
            self.run("--paper", f"{head.position}:{'0' * 64}")

    @pytest.mark.parametrize("wrong", ["abc", "12:short", ":"])
    def test_says_how_paper_is_to_be_typed(self, db: None, wrong: str) -> None:
        with pytest.raises(CommandError, match="位置:照合の値"):
            self.run("--paper", wrong)
