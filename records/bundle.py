"""One case as one file to hand over: summary, letters, attachments, trail, and a list of checksums over all of it."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.template.loader import render_to_string

from records.approvals import Proposal
from records.attachments import Attachment
from records.cases import Case
from records.events import Event, PlainJSONEncoder
from records.letters.issuing import file_of
from records.letters.letter import Letter

IN_MEMORY = 8 * 1024 * 1024  # bytes; a larger bundle is written to a file that nobody else can open
BLOCK = 1024 * 1024
SUMS = "SHA256SUMS.txt"


@dataclass
class Bundle:
    """The open zip, and what has been put into it."""

    archive: zipfile.ZipFile
    sums: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, content: bytes) -> None:
        self.archive.writestr(name, content)
        self.sums[name] = hashlib.sha256(content).hexdigest()

    def put_file(self, name: str, file: IO[bytes]) -> None:
        """A block at a time, however large the file is."""
        seen = hashlib.sha256()
        with self.archive.open(name, "w") as target:
            for block in iter(lambda: file.read(BLOCK), b""):
                seen.update(block)
                target.write(block)
        self.sums[name] = seen.hexdigest()


def bundled(case: Case) -> tuple[IO[bytes], str, int]:
    """The zip at its beginning, the SHA-256 of its list of checksums, and how many files it has.

    Raises Damaged if a letter is not what was issued: a bundle vouches for what is in it.
    """
    target: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the answer closes it
    try:
        sums, files = fill(target, case)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target, sums, files


def fill(target: IO[bytes], case: Case) -> tuple[str, int]:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        bundle = Bundle(archive)
        events = trail_of(case)
        letters = list(Letter.objects.about(case).order_by("pk").select_related("seal"))
        for letter in letters:
            bundle.put(f"通知書/{safe(letter.document_number)}.pdf", bytes(file_of(letter).content))
        for attachment in attachments_of(case):
            with attachment.file.open("rb") as file:
                bundle.put_file(f"添付/{attachment.pk}_{safe(attachment.filename)}", file)
        write_trail(bundle, case, events, letters)
        listed = "".join(f"{digest}  {name}\n" for name, digest in bundle.sums.items()).encode()
        archive.writestr(SUMS, listed)
    return hashlib.sha256(listed).hexdigest(), len(bundle.sums) + 1


def write_trail(bundle: Bundle, case: Case, events: list[Event], letters: list[Letter]) -> None:
    """The same story for people (PDF and HTML) and for programs (JSON)."""
    from records.letters.render import page, renderer

    approvals = [event for event in events if event.verb.startswith("proposal.")]
    context = {
        "case": case,
        "kind": case._meta.verbose_name,
        "events": events,
        "approvals": approvals,
        "letters": letters,
        "attachments": list(attachments_of(case)),
    }
    article = render_to_string("records/bundle/summary.html", context)
    title = f"{case._meta.verbose_name} {case}"
    bundle.put("概要.pdf", renderer().pdf(article, title=title).content)
    bundle.put("記録.html", page(article, title=title, draft=False).encode())
    for name, told in (("記録.json", events), ("決裁.json", approvals)):
        bundle.put(name, json.dumps([as_json(event) for event in told], ensure_ascii=False, indent=1).encode())
    bundle.put("README.txt", render_to_string("records/bundle/readme.txt", context).encode())


def rows_of(case: Case) -> Iterator[Any]:
    """The case, and what its decision rests on (a grant's yearly plan)."""
    yield case
    yield from getattr(case, "rests_on", list)()


def attachments_of(case: Case) -> Any:
    about = Q()
    for row in rows_of(case):
        about |= Q(case_type=ContentType.objects.get_for_model(row), case_id=row.pk)
    return Attachment.objects.filter(about, removed_at=None).select_related("uploaded_by").order_by("pk")


def trail_of(case: Case) -> list[Event]:
    """What happened to the case, to its proposals and to its letters, in the chain's order."""
    about = Q(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)
    for rows in (Proposal.objects.about(case), Letter.objects.about(case)):
        about |= Q(case_type=ContentType.objects.get_for_model(rows.model), case_id__in=rows.values("pk"))
    return list(Event.objects.filter(about).select_related("actor", "case_type", "link").order_by("pk"))


def as_json(event: Event) -> dict[str, Any]:
    link = getattr(event, "link", None)
    told = {
        "できごと": event.pk, "日時": event.at, "記録した日時": event.recorded_at, "動詞": event.verb,
        "したこと": event.said,
        "した人": event.who, "立場": event.as_post, "だれのために": event.on_behalf, "IPアドレス": event.from_address,
        "ブラウザ・処理": event.from_agent, "案件の種類": event.case_type.model, "案件の番号": event.case_id,
        "内容": event.facts, "鎖の位置": link and link.position, "前の照合の値": link and link.previous,
        "照合の値": link and link.digest,
    }  # fmt: skip
    known: dict[str, Any] = json.loads(json.dumps(told, cls=PlainJSONEncoder))
    return known


def safe(name: str) -> str:
    """A file's name that no unpacking program can take for a path."""
    return re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", name).strip(". ")[:120] or "_"
