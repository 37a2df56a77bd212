"""How the database chains an event: at commit, one transaction after the other.

Chaining while inserting would make every writer wait for every other until its end, and two of them, with rows locked
in different orders, for each other. A deferred constraint trigger fires when a transaction has done all it wants: only
then does it take its turn, and what remains under the lock is the commit itself.
"""

from __future__ import annotations

import pgtrigger

TURN = 20250512  # the key of the advisory lock: who holds it writes the next link
ORIGIN = "0" * 64  # what the first link follows
FORM = 1  # which columns a digest covers, in which order; see records/trail/digest.py


def utc(column: str) -> str:
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""


COVERED = (  # the text of each column, PostgreSQL's side; Python's is records.trail.digest
    "place",
    utc("now_linked"),
    str(FORM),
    "head",
    "NEW.id",
    "NEW.case_type_id",
    "NEW.case_id",
    "NEW.verb",
    "NEW.actor_id",
    "NEW.actor_name",
    "NEW.as_post",
    "NEW.on_behalf",
    "host(NEW.from_address)",
    "NEW.from_agent",
    "NEW.facts",
    utc("NEW.at"),
    utc("NEW.recorded_at"),
)

TEXTS = ", ".join(f"({column})::text" for column in COVERED)
LINK = """
    PERFORM pg_advisory_xact_lock(%(turn)s);
    -- what this commit still has to check is planned for the tables as they are now, not for when they were small
    PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);
    -- planned each time: a plan from when the table was small would read all of it for ever
    EXECUTE 'SELECT position + 1, digest FROM records_traillink ORDER BY position DESC LIMIT 1' INTO place, head;
    IF place IS NULL THEN
        place := 1;
        head := '%(origin)s';
    END IF;
    now_linked := clock_timestamp();
    INSERT INTO records_traillink (position, event_id, form, linked_at, previous, digest)
    SELECT place, NEW.id, %(form)s, now_linked, head, encode(sha256(convert_to(string_agg(
        coalesce(octet_length(part) || ':' || part, '-'), ',' ORDER BY n), 'UTF8')), 'hex')
    FROM unnest(ARRAY[%(texts)s]) WITH ORDINALITY AS covered(part, n);
    RETURN NULL;
""" % {"turn": TURN, "origin": ORIGIN, "form": FORM, "texts": TEXTS}  # noqa: S608, UP031  # all of it stands above


def linked_at_commit() -> pgtrigger.Trigger:
    """For the Meta.triggers of Event."""
    return pgtrigger.Trigger(
        name="linked_at_commit",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        declare=[("place", "bigint"), ("head", "text"), ("now_linked", "timestamptz")],
        func=LINK,
    )


def only_from_its_event() -> pgtrigger.Trigger:
    """For the Meta.triggers of the links: no statement writes one by hand."""
    return pgtrigger.Trigger(
        name="only_from_its_event",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF pg_trigger_depth() < 2 THEN
                RAISE EXCEPTION 'A link is written by its event alone.' USING ERRCODE = '23514';
            END IF;
            RETURN NEW;
        """,
    )
