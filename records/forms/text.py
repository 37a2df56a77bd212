"""Text as people type it. Names are kept to the character: Unicode normalisation would swap their variants."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

REQUIRED = "%(label)sを入れてください。"  # records.forms.base puts the field's label in
UNSEEN = {"\ufeff", "\ufffe", "\uffff"}  # byte order marks: pasted along from files, and never meant
JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
TAGS = range(0xE0020, 0xE0080)


def seen_length(text: str) -> int:
    """How many characters a reader sees: a variant selector, an accent or a joined emoji adds none."""
    count, joined, flag_open = 0, False, False
    for char in text.replace("\r\n", "\n"):
        code = ord(char)
        is_flag = code in FLAG_LETTERS
        adds_nothing = (
            joined
            or char == JOINER
            or unicodedata.category(char) in {"Mn", "Me"}
            or code in SKIN_TONES
            or code in TAGS
            or (is_flag and flag_open)
        )
        flag_open = is_flag and not flag_open
        joined = char == JOINER
        count += not adds_nothing
    return count


def without_control_characters(text: str, *, keep: str = "") -> str:
    """Drops what cannot be seen, printed or stored: control characters, halves of surrogate pairs, byte order marks."""
    return "".join(c for c in text if c in keep or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in UNSEEN))


def on_one_line(text: str) -> str:
    """A line break or tab that was pasted along is a space."""
    return re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]+", " ", text)


class TextField(forms.CharField):
    """One line. ``max_length`` is the column's; it is told in characters that a reader counts."""

    default_error_messages = {"required": REQUIRED}

    def __init__(self, *, max_length: int | None = None, width: str = "w-20", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.room = max_length or 200
        if width and "class" not in self.widget.attrs:
            self.widget.attrs["class"] = width

    def to_python(self, value: Any) -> str:
        return str(super().to_python(self.tidied(str(value or ""))) or "")

    def tidied(self, text: str) -> str:
        return without_control_characters(on_one_line(text))

    def validate(self, value: Any) -> None:
        super().validate(value)
        length = seen_length(value)
        if length > self.room:
            raise ValidationError(f"{self.room}文字までにしてください。今は{length}文字です。", code="max_length")
        if len(value) > self.room:
            raise ValidationError("異体字や絵文字が多く、入りきりません。少し短くしてください。", code="max_length")


class LongTextField(TextField):
    """Several lines; line breaks stay."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int | None = None, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(max_length=max_length or 2000, width="", **kwargs)
        self.widget.attrs["rows"] = rows

    def tidied(self, text: str) -> str:
        return without_control_characters(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t")


class NameField(TextField):
    """A person's or a body's name: variants (IVS) and spaces as typed, but never two spaces in a row."""

    def __init__(self, *, max_length: int = 100, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def tidied(self, text: str) -> str:
        return re.sub(r"([ \u3000])[ \u3000]+", r"\1", super().tidied(text))


TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


class KanaField(TextField):
    """Furigana in hiragana; katakana, wide or narrow, is turned into it."""

    default_error_messages = {"invalid": "ひらがなで入れてください。例 あおき かずこ"}

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value)).translate(TO_HIRAGANA)
        text = re.sub(r" +", " ", text).strip()
        if text and not re.fullmatch(r"[ぁ-ゖゝゞー・ ]+", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text


HYPHENS = re.compile(r"[‐-―−ー－ｰ]")


class PhoneField(TextField):
    """A Japanese telephone number; wide digits, any kind of dash, brackets and +81 are understood."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})
    default_error_messages = {
        "invalid": "数字と「-」だけで入れてください。例 0867-00-5678",
        "digits": "市外局番から、10けたか11けたで入れてください。例 0867-00-5678",
    }

    def __init__(self, *, max_length: int = 20, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", HYPHENS.sub("-", super().to_python(value)))
        text = re.sub(r"\s", "", text)
        text = re.sub(r"^\+81-?0?", "0", text)
        text = re.sub(r"^-|-$", "", re.sub(r"[().]", "-", text).replace("--", "-"))
        if text and not re.fullmatch(r"\d+(-\d+)*", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if text and not re.fullmatch(r"0\d{9,10}", text.replace("-", "")):
            raise ValidationError(self.error_messages["digits"], code="digits")
        return text


class EmailField(forms.EmailField):
    """An address; wide letters and spaces that crept in are put right before it is judged."""

    widget = forms.EmailInput(attrs={"class": "w-20", "inputmode": "email", "spellcheck": "false"})
    default_error_messages = {"required": REQUIRED}

    def __init__(self, *, max_length: int = 254, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.room = max_length

    def to_python(self, value: Any) -> str:
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", without_control_characters(str(value or ""))))
        return str(super().to_python(text) or "")

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except ValidationError:
            sentence = "メールアドレスの形にしてください。例 aoki@example.jp"
            raise ValidationError(sentence, code="invalid") from None
        if len(value) > self.room:
            raise ValidationError(f"{self.room}文字までにしてください。", code="max_length")
