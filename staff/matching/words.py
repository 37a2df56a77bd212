"""What must not stand on a page for everybody: who somebody is, and how to reach them past the coordinator."""

from __future__ import annotations

import re
import unicodedata

from records.cases import NotNow

PHONE = re.compile(r"(?<![0-9])0[0-9]{1,4}-?[0-9]{1,4}-?[0-9]{3,4}(?![0-9])")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
DASHES = re.compile(r"[‐-―−ー－]")


def refuse_personal(field: str, text: str, *, name: str) -> None:
    """NotNow at the field, with what is to be taken out."""
    if not text.strip():
        raise NotNow({field: "公開する言葉を書いてください。"})
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", text))
    bare = re.sub(r"\s", "", name)
    found = (
        ("電話番号", PHONE.search(plain)),
        ("メールアドレス", ADDRESS.search(plain)),
        ("ホームページのアドレス", LINK.search(plain)),
        ("出した人の名前", bare and bare in re.sub(r"\s", "", text)),
    )
    for what, is_there in found:
        if is_there:
            raise NotNow({field: f"{what}が入っています。消してください。連絡は、コーディネーターが取りつぎます。"})
