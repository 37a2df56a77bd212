"""The forms at the entrance that the library does not have."""

from django.forms import EmailField, Form

from accounts.forms import MAIL, Worded


class AskForLinkForm(Worded, Form):
    words = {"email": ("メールアドレス", MAIL)}
    email = EmailField()
