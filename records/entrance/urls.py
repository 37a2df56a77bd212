"""Beside the library's pages (accounts.urls): ours, and those of its pages about second factors that the portal has.

Their names are the library's, because it leads there itself; 「mfa_index」 is サインインの設定.
"""

from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from records.entrance import identity, views
from records.entrance.locks import AddApp, AddPasskey, RemovePasskey, ShowSecondFactor

urlpatterns = [
    path("", views.settings_page, name="mfa_index"),
    path("link/", views.ask_for_link, name="sign_in_link"),
    path("link/sent/", views.link_sent, name="sign_in_link_sent"),
    path("link/<str:secret>/", views.sign_in_by_link, name="sign_in_by_link"),
    path("session/", views.session_left, name="session_left"),
    path("session/kept/", views.session_kept, name="session_kept"),
    path("sessions/end/", views.end_other_sessions, name="end_other_sessions"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("second-factor/show/", ShowSecondFactor.as_view(), name="mfa_authenticate"),
    path("second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", AddApp.as_view(), name="mfa_activate_totp"),
    path("second-factor/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/add/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("oidc/<slug:provider_id>/login/", identity.ask, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", identity.answered, name="openid_connect_callback"),
]
