"""まとめて印刷 of very many letters: how long drawing and binding take, how much memory, and whether the pages add up.

``BENCH_POSTED`` says how many (60; ``BENCH_POSTED=500`` is what a city sends in June).
"""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from records.letters import issue
from records.letters.kinds import kind
from records.letters.letter import Letter
from records.letters.posting.layouts import SheetLayout
from records.letters.posting.posting import Posting
from records.letters.setting import LetterEntry, LetterSetting
from tests import cast
from tests.bench.pages import Row, fresh_database
from tests.letters.conftest import EXAMPLES, KIND, DecisionLetter

POSTED = int(os.environ.get("BENCH_POSTED", "60"))
WINDOW: dict[str, Any] = {"kind": "window", "name": "長形3号", "left": 24, "top": 18, "width": 86, "height": 34}
BODY = "{申請日}付けで申請のあったことについては、下記のとおり交付することに決定したので通知します。"


def rows() -> Iterator[Row]:
    kind(KIND, "交付決定通知書", EXAMPLES)(DecisionLetter)
    with fresh_database():
        yield from measured()


def measured() -> Iterator[Row]:
    by = cast.city_hall().drafter
    letters = issued(by, cast.land())
    posting = Posting.begin(letters, by=by, window=SheetLayout.objects.create(**WINDOW), duplex=True)
    start = perf_counter()
    for part in posting.parts.select_related("letter__seal").order_by("position"):
        part.count()
    drawn, before = perf_counter() - start, peak()
    posting.make()
    bound = perf_counter() - start - drawn
    posting.refresh_from_db()
    parts = posting.list_pages + posting.address_pages + posting.letter_pages + posting.blank_pages
    assert (posting.outcome, posting.pages, posting.address_pages) == ("done", parts, POSTED), posting.failure
    yield f"posting of {POSTED}: drawing each letter", drawn * 1000 / POSTED, "ms"
    yield f"posting of {POSTED}: list, addresses, binding, counting", bound, "s"
    yield f"posting of {POSTED}: memory that binding takes at most", peak() - before, "MiB"
    yield f"posting of {POSTED}: pages (list, addresses, letters, blanks add up)", posting.pages, ""
    yield f"posting of {POSTED}: the file", posting.file.size / 1024 / 1024, "MiB"
    posting.file.delete(save=False)


def issued(by: Any, land: cast.Land) -> list[Letter]:
    setting = LetterSetting.objects.create(
        kind=KIND, status="adopted", starts_on=cast.LONG_AGO, symbol="市協", title="交付決定通知書", body=BODY
    )
    LetterEntry.objects.create(setting=setting, position=1, label="交付決定額", text="{交付決定額}")
    bodies = [cast.organization(f"見本{n:03}の会", land.north) for n in range(POSTED)]
    return [issue(DecisionLetter(body), by=by, on=cast.MONDAY) for body in bodies]


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
