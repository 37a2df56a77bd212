"""Templates: none unused, none with code in it, none that fetches from another host."""

import re

import pytest
from django.template.loader import get_template

from tests.house.walk import ROOT, modules, name_of, templates

OVERRIDES = ("account/", "admin/", "django/", "import_export/", "mfa/")  # packages ask for these by name
HTML = [file for file in templates() if file.suffix == ".html"]
FORBIDDEN = {
    "an inline handler": r"<[^>{]*\son[a-z]+\s*=",
    "an inline style": r"<style|\sstyle\s*=",
    "an inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)",
    "another host": r"""(src|srcset|action)\s*=\s*["']?(https?:)?//""",
    "a style sheet of another host": r"<link[^>]*href=[\"']?(https?:)?//",
    "unescaped text": r"(?<!help_text)\|\s*safe\b|autoescape off",  # help texts are written by programmers
}


def template_name(file) -> str:
    return str(file.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_has(fault):
    pattern = re.compile(FORBIDDEN[fault])
    assert [name_of(file) for file in HTML if pattern.search(file.read_text())] == []


def test_every_template_can_be_read():
    for file in templates():
        get_template(template_name(file))


def test_every_template_is_used():
    sources = "\n".join(file.read_text() for file in (*modules(), *templates()))
    words = set(re.findall(r"[\w/.-]+", sources))
    chosen = [
        re.sub(r"\{[^{}]*\}", r"[a-z_]+", name)
        for name in re.findall(r"""[\w/{}.-]*\{[^{}"']*\}[\w/.-]*\.html""", sources)
    ]
    status = {f"{code}.html" for code in (400, 403, 404, 429, 500)} | {"403_csrf.html"}
    unused = [
        template_name(file)
        for file in templates()
        if template_name(file) not in words | status and not template_name(file).startswith(OVERRIDES)
        if not any(re.fullmatch(pattern, template_name(file)) for pattern in chosen)
    ]
    assert [name for name in unused if not is_a_mail(name, words)] == []


def is_a_mail(name: str, words: set[str]) -> bool:
    """A mail is posted by its stem: grants/emails/decided/applicant."""
    return "/emails/" in name and re.sub(r"_(subject|body)\.txt$", "", name) in words


def test_every_mail_has_subject_and_body():
    mails = {template_name(file) for file in templates() if "/emails/" in template_name(file)}
    stems = {re.sub(r"_(subject|body)\.txt$", "", name) for name in mails}
    assert mails == {f"{stem}_{part}.txt" for stem in stems for part in ("subject", "body")}


def test_mails_are_plain_text():
    """「A&B」 stays in a mail as it was typed."""
    mails = [file for file in templates() if "/emails/" in template_name(file) and "{{" in file.read_text()]
    assert [name_of(file) for file in mails if not file.read_text().startswith("{% autoescape off %}")] == []


@pytest.mark.parametrize("kind", ["css", "js"])
def test_style_and_script_fetch_nothing_from_another_host(kind):
    outside = re.compile(r"""(url\(|@import|from|import\(|fetch\()\s*["']?(https?:)?//""")
    assert [name_of(file) for file in (ROOT / "static").rglob(f"*.{kind}") if outside.search(file.read_text())] == []


def test_every_static_file_is_used():
    """Named by a template, by Python, or by another static file."""
    files = [file for file in (ROOT / "static").rglob("*") if file.is_file()]
    readable = [file for file in files if file.suffix in {".css", ".js"}]
    words = "\n".join(file.read_text() for file in (*modules(), *templates(), *readable))
    assert [name_of(file) for file in files if file.name not in words] == []
