"""The frame of every page, the pages of errors, and those around signing in."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults
from django.views.csrf import csrf_failure

from accounts.models import User
from config.context import portal
from records.events import Event
from tests.cast import Hall
from tests.portal import Inspector, PortalClient

AsUser = Callable[[User], PortalClient]


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


class TestHead:
    def test_names_the_person_with_post_and_office(self, as_user: AsUser, hall: Hall):
        head = as_user(hall.chief).get(reverse("design:form")).content.decode()
        assert '<p class="who"><b>協働推進係</b>係長 回議 二郎</p>' in head

    def test_names_the_person_with_role_and_organization(self, as_user: AsUser, nanami: User):
        head = as_user(nanami).get(reverse("design:form")).content.decode()
        assert '<p class="who"><b>北の会</b>会長 北野 七海 さん</p>' in head

    def test_shows_a_visitor_no_menu(self, client: PortalClient, hall: Hall):
        page = client.get(reverse("design:form")).content.decode()
        assert 'class="menu"' not in page
        assert "見本市" in page

    def test_marks_the_page_and_what_lies_above_it(self, as_user: AsUser, hall: Hall):
        items = portal_for(hall.chief, reverse("letters:list"))["menu"]
        assert [item.label for item in items if item.current == "page"] == ["通知書"]
        below = portal_for(hall.chief, reverse("letters:list") + "1/")["menu"]
        assert [item.label for item in below if item.current == "true"] == ["通知書"]

    def test_costs_few_queries(self, as_user: AsUser, hall: Hall, django_assert_max_num_queries):
        browser = as_user(hall.chief)
        with django_assert_max_num_queries(5):  # session, person, city, duties, roles
            browser.get(reverse("design:form"))


def portal_for(user: User, path: str) -> dict[str, Any]:
    request = RequestFactory().get(path)
    request.user = user
    return portal(request)


class TestReading:
    def test_is_kept_in_this_browser_and_leads_back(self, client: PortalClient, db: None):
        answer = client.post(reverse("reading"), {"text": "large", "next": "/design/form/"})
        assert (answer.status_code, answer["Location"]) == (302, "/design/form/")
        assert 'data-text="large"' in client.get(reverse("design:form")).content.decode()

    @pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
    def test_leads_to_no_other_house(self, client: PortalClient, target: str):
        assert client.post(reverse("reading"), {"ruby": "off", "next": target})["Location"] == "/"

    def test_takes_only_what_it_offers(self, client: PortalClient):
        assert not client.post(reverse("reading"), {"text": "huge", "colour": "red"}).cookies


class TestErrors:
    """Each says what happened and what to do; those that may come when nothing works need no context at all."""

    def page(self, response: HttpResponse) -> str:
        html = response.content.decode()
        assert Inspector(html).faults == []
        return html

    def test_not_found(self, client: PortalClient, hall: Hall):
        response = client.get("/nowhere/")
        assert response.status_code == 404
        assert "ページが見つかりません" in response.content.decode()

    def test_not_allowed_tells_the_rules_reason(self, hall: Hall):
        request = RequestFactory().get("/")
        request.user = hall.chief
        answer = defaults.permission_denied(request, Http404("この決裁は、起案した人にはできません。"))
        assert "この決裁は、起案した人にはできません。" in self.page(answer)

    def test_failure_needs_nothing(self, rf: RequestFactory):
        assert "うまくいきませんでした" in self.page(defaults.server_error(rf.get("/")))

    def test_unreadable_request(self, rf: RequestFactory):
        assert "読み取れませんでした" in self.page(defaults.bad_request(rf.get("/"), ValueError()))

    def test_stale_page(self, rf: RequestFactory):
        assert "画面が古くなっています" in self.page(csrf_failure(rf.post("/")))

    def test_of_an_address_with_a_sign_that_no_text_holds(self, client: PortalClient, db: None):
        assert client.get(reverse("students:list"), {"school": "\0"}).status_code == 200
        page = client.get("/students/%00/")
        assert page.status_code == 400
        assert "読み取れませんでした" in page.text

    def test_a_form_without_its_token_is_refused_with_a_page(self, db: None):
        answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a", "password": "b"})
        assert answer.status_code == 403
        assert "画面が古くなっています" in answer.content.decode()

    def test_too_many_tries(self):
        assert "少し待ってください" in render_to_string("429.html")


class TestSigningIn:
    def test_says_what_is_missing_at_the_field(self, client: PortalClient, db: None):
        page = client.post(reverse("account_login"), {}).content.decode()
        assert "メールアドレスを入れてください。" in page
        assert 'aria-describedby="id_password_error"' in page

    def test_says_the_same_of_a_wrong_password_and_an_unknown_address(self, client: PortalClient, nanami: User):
        pages = [
            client.post(reverse("account_login"), {"login": address, "password": "wrong"}).content.decode()
            for address in (nanami.email, "nobody@example.jp")
        ]
        assert all("メールアドレスかパスワードがちがいます。" in page for page in pages)

    def test_nobody_signs_up(self, client: PortalClient, db: None):
        response = client.post(
            reverse("account_signup"), {"email": "new@example.jp", "password1": "correct horse battery"}
        )
        assert "登録は市が行います" in response.content.decode()
        assert not User.objects.exists()

    def test_signing_out_is_asked_first(self, as_user: AsUser, nanami: User):
        browser = as_user(nanami)
        assert "サインアウトする" in browser.get(reverse("account_logout")).content.decode()
        assert browser.post(reverse("account_logout")).status_code == 302
        assert "_auth_user_id" not in browser.session

    def test_the_library_s_other_pages_are_not_there(self, client: PortalClient, db: None):
        assert client.get("/accounts/email/").status_code == 404


class TestGuises:
    def test_a_visitor_of_the_demonstration_becomes_one_of_its_people(
        self, client: PortalClient, hall: Hall, nanami: User
    ):
        User.objects.filter(pk__in=[hall.chief.pk, nanami.pk]).update(email=Concat("name", Value("@kyodo.example")))
        page = client.get(reverse("account_login")).content.decode()
        assert "協働推進係 係長" in page
        assert "北の会 会長" in page
        assert hall.drafter.name not in page

    def test_a_real_portal_offers_nobody(self, client: PortalClient, hall: Hall, settings):
        settings.DEMO = False
        User.objects.update(email=Concat("name", Value("@kyodo.example")))
        page = client.get(reverse("account_login")).content.decode()
        assert "見本の人" not in page


class TestForgottenPassword:
    def test_leads_from_the_mail_to_a_new_password(
        self, client: PortalClient, nanami: User, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("account_reset_password"), {"email": nanami.email}, follow=True)
        link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
        assert link
        assert "パスワードを忘れた" in mail.outbox[0].body
        page = client.get(link[1], follow=True)
        address = page.request["PATH_INFO"]
        refused = client.post(address, {"password1": "123456789012", "password2": "123456789012"})
        assert "errors" in refused.content.decode()
        client.post(address, {"password1": "mikan to ringo 7", "password2": "mikan to ringo 7"})
        nanami.refresh_from_db()
        assert nanami.check_password("mikan to ringo 7")
        told = Event.objects.about(nanami).values_list("verb", flat=True)
        assert {"user.password_link_sent", "user.password_change"} <= {*told}

    def test_a_used_link_says_so(self, client: PortalClient, nanami: User):
        page = client.get(reverse("account_reset_password_from_key", args=["1", "used"]), follow=True)
        assert "このリンクは使えません" in page.content.decode()

    def test_an_unknown_address_gets_the_same_page_and_a_mail_that_says_so(
        self, client: PortalClient, db: None, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(reverse("account_reset_password"), {"email": "nobody@example.jp"}, follow=True)
        assert "メールを送りました" in page.content.decode()
        assert "登録されていません" in mail.outbox[0].body


def tells(template: str) -> bool:
    return "{% errors " in template or '"account/_narrow.html"' in template


class TestPagesWithAForm:
    def test_begin_with_the_summary_of_mistakes(self, root: Path):
        """A form's own errors stand only there; a part of pages leaves that to each page that includes it."""
        texts = {file: file.read_text(encoding="utf-8") for file in (root / "templates").rglob("*.html")}
        silent = []
        for template, text in texts.items():
            draws = re.search(r"{{ form }}|{{ form\.\w+\.as_field_group }}", text) and 'method="post"' in text
            name = template.relative_to(root / "templates").as_posix()
            around = [page for page in texts.values() if f'include "{name}"' in page] or [text]
            if draws and not tells(text) and not all(map(tells, around)):
                silent.append(name)
        assert silent == []
