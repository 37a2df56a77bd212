"""python -m tests.provider PORT: serves until it is ended. PEOPLE, ROWS and PORTAL come from the environment."""

import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.provider.settings"
CALLBACK = "/accounts/oidc/city/login/callback/"


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name in the library
        pass


def fill() -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User

    from tests.provider import settings

    call_command("migrate", verbosity=0)
    for email, told in settings.PEOPLE.items():
        user = User.objects.create_user(email, email, settings.PASSWORD)
        EmailAddress.objects.create(user=user, email=email, verified=told["verified"], primary=True)
    client = Client(id=settings.CLIENT_ID, name="協働ポータル", skip_consent=True)
    client.set_secret(settings.CLIENT_SECRET)
    client.set_scopes(["openid", "profile", "email"])
    client.set_redirect_uris([f"{os.environ['PORTAL']}{CALLBACK}"])
    client.save()


django.setup()
fill()
make_server("127.0.0.1", int(sys.argv[1]), get_wsgi_application(), Server, Quiet).serve_forever()
