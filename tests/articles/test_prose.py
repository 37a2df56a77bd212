"""The marks of long texts: few, and no HTML gets through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.prose import as_html, plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## はじめに", "<h2>はじめに</h2>"),
        ("■はじめに\n本文", "<h2>はじめに</h2>\n<p>本文</p>"),
        ("一行\n二行", "<p>一行<br>二行</p>"),
        ("- 米\n・味噌", "<ul><li>米</li><li>味噌</li></ul>"),
        ("1. 集まる\n2.決める", "<ol><li>集まる</li><li>決める</li></ol>"),
        ("1.5倍です", "<p>1.5倍です</p>"),
        ("**大切**な話", "<p><strong>大切</strong>な話</p>"),
        ("[告示](/notices/)を見る", '<p><a href="/notices/">告示</a>を見る</p>'),
        ("https://example.jp/a?b=1&c=2。", '<p><a href="https://example.jp/a?b=1&amp;c=2">'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>"),
        ("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>"),
    ],
)
def test_a_mark_is_drawn(text: str, html: str):
    assert as_html(text).startswith(html)


@given(st.text(alphabet="<>\"&'#-*[]()・1. \n ahttps:/あ", max_size=80))
def test_whatever_is_typed_no_other_tag_comes_out(text: str):
    drawn = as_html(text)
    tags = set(re.findall(r"</?([^\s>]*)", drawn))
    assert tags <= {"h2", "p", "br", "ul", "ol", "li", "strong", "a"}
    assert re.findall(r"<a (?!href=\"(?:https?://|/(?!/))[^\"<>]*\">)", drawn) == []


def test_plain_words_have_no_marks():
    assert plain("## 題\n- [店](https://x.jp)で**買う**") == "題 店で買う"
