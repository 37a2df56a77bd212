"""A bank's own reader of 総合振込, written from the layout and not from the portal: strict, and it adds up again."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIGNS = set(range(0x30, 0x3A)) | set(range(0x41, 0x5B)) | set(range(0xB1, 0xE0)) | set(b" ()-./,\\") | {0xA2, 0xA3}


class Refused(Exception):
    """The bank sends the file back."""


@dataclass(frozen=True)
class Row:
    bank: str
    bank_name: str
    branch: str
    branch_name: str
    kind: str
    account: str
    payee: str
    amount: int
    reference: int


@dataclass(frozen=True)
class File:
    client: str
    client_name: str
    day: str
    account: tuple[str, str, str, str, str, str]
    rows: list[Row]


def read(content: bytes, *, crlf: bool) -> File:
    head, *rows, tail, end = lines(content, crlf=crlf)
    if head[:1] != b"1" or tail[:1] != b"8" or end != b"9" + b" " * 119:
        raise Refused("the order of the records")
    found = [row(line) for line in rows]
    if (int(tail[1:7]), int(tail[7:19])) != (len(found), sum(each.amount for each in found)):
        raise Refused("the sums")
    if tail[19:].strip():
        raise Refused("the trailer's dummy")
    return header(head, found)


def lines(content: bytes, *, crlf: bool) -> list[bytes]:
    step = 122 if crlf else 120
    if len(content) % step or len(content) < 4 * step:
        raise Refused(f"{len(content)} bytes")
    cut = [content[at : at + step] for at in range(0, len(content), step)]
    if crlf and any(line[120:] != b"\r\n" for line in cut):
        raise Refused("a line that does not end")
    for line in cut:
        if strange := set(line[:120]) - SIGNS:
            raise Refused(f"signs {strange}")
    return [line[:120] for line in cut]


def header(line: bytes, rows: list[Row]) -> File:
    if line[1:4] != b"210" or line[103:].strip():
        raise Refused("kind of file")
    client, day, bank, branch = digits(line[4:14]), digits(line[54:58]), digits(line[58:62]), digits(line[77:80])
    account = (bank, words(line[62:77]), branch, words(line[80:95]), digits(line[95:96]), digits(line[96:103]))
    if not re.fullmatch(r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", day) or account[4] not in "129":
        raise Refused("day or kind of account")
    return File(client, words(line[14:54]), day, account, rows)


def row(line: bytes) -> Row:
    if line[:1] != b"2" or line[38:42] != b"0000" or line[90:91] != b"0":
        raise Refused("a record that is no payment")
    if line[111:] != b"7" + b" " * 8 or digits(line[101:111]) != "0" * 10:
        raise Refused("the end of a payment")
    if line[42:43] not in (b"1", b"2", b"4", b"9"):
        raise Refused("kind of account")
    return Row(
        digits(line[1:5]), words(line[5:20]), digits(line[20:23]), words(line[23:38]), line[42:43].decode(),
        digits(line[43:50]), words(line[50:80]), int(digits(line[80:90])), int(digits(line[91:101])),
    )  # fmt: skip


def digits(field: bytes) -> str:
    if not re.fullmatch(rb"[0-9]+", field):
        raise Refused(f"digits: {field!r}")
    return field.decode("ascii")


def words(field: bytes) -> str:
    """Left-justified, filled up with spaces."""
    text = field.rstrip(b" ")
    if text != text.lstrip(b" ") or not text:
        raise Refused(f"a name: {field!r}")
    return "".join("¥" if byte == 0x5C else chr(byte) if byte < 0x80 else chr(0xFEC0 + byte) for byte in text)
