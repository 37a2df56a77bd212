"""The harness finds what it is there to find."""

import socket

import pytest
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from tests.portal import Inspector, PortalClient
from tests.strict_templates import ROOT, Strict, UndefinedVariable

GOOD = """<!doctype html><html lang="ja">
<head><title>計画</title><script src="/static/js/a.js" type="module"></script></head>
<body><h1>計画</h1><form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="a">名称</label><input id="a" name="a">
<label><input type="checkbox" name="b">はい</label></form></body></html>"""


def test_a_good_page_has_no_fault():
    assert Inspector(GOOD).faults == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('lang="ja"', "", 'without lang="ja"'),
        ("<title>計画</title>", "", "without a title"),
        ("<h1>計画</h1>", "", "0 <h1>"),
        ("<body>", '<body onload="go()">', "inline handler onload"),
        ("<body>", '<body style="color:red">', "inline style"),
        ("<body>", "<body><script>go()</script>", "inline script"),
        ("<body>", '<body><a href="javascript:go()">x</a>', "javascript: address"),
        ("<body>", '<body><p id="a"></p>', "id a stands 2 times"),
        ("<body>", "<body>{{ user }}", "template code"),
        ("<body>", '<body><img src="a.png">', "without alt"),
        ('<input type="hidden" name="csrfmiddlewaretoken" value="x">', "", "without its CSRF token"),
        ('<label for="a">名称</label>', "", "nothing names the field a"),
    ],
)
def test_a_fault_is_found(old, new, fault):
    (found,) = Inspector(GOOD.replace(old, new)).faults
    assert fault in found


def painted(request):
    return HttpResponse('<p style="color:red">赤</p>')


urlpatterns = [path("", painted)]  # this module stands in as a URL configuration


def test_the_client_refuses_a_page_with_a_fault(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    with pytest.raises(AssertionError, match="inline style"):
        PortalClient().get("/")


class TestUndefinedVariables:
    def render(self, source: str, origin: str) -> str:
        template = Engine.get_default().from_string(source)
        template.origin.name = origin
        return template.render(Context())

    def test_fail_in_our_own_templates(self):
        with pytest.raises(UndefinedVariable, match=r"organization\.name.*templates/plans/detail\.html"):
            self.render("{{ organization.name }}", str(ROOT / "templates/plans/detail.html"))

    def test_are_left_to_the_packages(self):
        assert self.render("[{{ organization.name }}]", "/usr/lib/python3/admin/base.html") == "[]"

    def test_may_be_asked_for_in_a_condition(self):
        assert self.render("{% if organization %}a{% else %}b{% endif %}", str(ROOT / "templates/a.html")) == "b"

    def test_the_harness_is_in_force(self, settings):
        assert isinstance(settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"], Strict)


def test_no_test_reaches_another_machine():
    with pytest.raises(AssertionError, match="tried to reach"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
