"""One settings file wherever the portal runs; what differs comes from the environment (see .env.example)."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"  # everything that the running portal writes by default; never in the repository

env = environ.Env()
environ.Env.read_env(ROOT / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # those of before, while their seals still count
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")  # how links in mails begin
DEMO = env.bool("DEMO", default=False)  # shows the strip 「見本」 and the demonstration accounts at sign-in

INSTALLED_APPS = [
    "accounts",
    "records",
    "staff",
    "organizations",
    "plans",
    "grants",
    "config.apps.PortalConfig",
    "config.apps.SettingsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "import_export",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLifetime",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.PrivatePages",
    "accounts.middleware.Origin",
    "config.middleware.CityAtHand",
    "config.middleware.TypingForOthers",
    "config.middleware.WholeAddress",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.portal",
            ],
            "builtins": [
                "records.templatetags.japanese",
                "records.templatetags.ui",
                "organizations.templatetags.hearings",
                "organizations.templatetags.intakes",
                "staff.templatetags.offices",
            ],
        },
    }
]
FORM_RENDERER = "records.forms.PortalRenderer"

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": env.cache("CACHE_URL", default="dbcache://kyodo_cache"),
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "records.entrance.adapter.Entrance"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.AskForPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reauthenticate": "accounts.forms.ConfirmItIsYouForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an invitation that was opened from the mailbox
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)  # rate limits count by the visitor's own address
MFA_ADAPTER = "accounts.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 10 if DEMO else 1  # periods; visitors of a demonstration share accounts, and a code works once
MFA_FORMS = {
    "authenticate": "accounts.forms.ShowCodeForm",
    "reauthenticate": "accounts.forms.ShowCodeAgainForm",
    "activate_totp": "accounts.forms.AddAppForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "accounts.forms.ShowPasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.ShowPasskeyAgainForm",
    "login_webauthn": "accounts.forms.EnterByPasskeyForm",
}

OIDC_ISSUER = env.str("OIDC_ISSUER", default="")  # the city's own identity provider; empty: there is none
OIDC_NAME = env.str("OIDC_NAME", default="庁内の認証")  # on the sign-in page
OIDC_SECOND_FACTOR = env.list("OIDC_SECOND_FACTOR", default=[])  # values of amr that count as one, or "always"
SOCIALACCOUNT_ADAPTER = "records.entrance.identity.StaffIdentity"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link; a form would need the provider's address in the content policy
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "city",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [ROOT / "config" / "locale"]

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR / "static"))()
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR / "files"))()  # private: no URL leads here, views do
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": env.str("STATICFILES_STORAGE", default="config.storage.HashedFiles")},
}
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", default=20 * 1024 * 1024)  # bytes per attachment
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a yearly plan of 200 rows

KESSAI_DAYS = env.int("KESSAI_DAYS", default=5)  # within which a post acts on a proposal; then it is reminded

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", default=str(VAR / "mail"))  # for the backend that writes files
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="kyodo@localhost")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"  # <app>/jobs.py: what an app does behind the pages
PROCRASTINATE_ON_APP_READY = "records.jobs.queueing.register"
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}  # a daily job that was slept through is made up for
JOBS_AT_ONCE = False  # tests: a job is done by whoever queued it, right after the commit; no worker is needed

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_PAGES = env.bool("SECURE_PAGES", default=False)  # true behind TLS: cookies and HSTS for https only
SECURE_HSTS_SECONDS = 31536000 if SECURE_PAGES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_PAGES
SECURE_HSTS_PRELOAD = SECURE_PAGES
SECURE_SSL_REDIRECT = SECURE_PAGES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_PAGES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_PAGES
SESSION_IDLE = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", default=60))  # without a sign of the person
SESSION_LIFE = timedelta(hours=env.int("SESSION_HOURS", default=12))  # whatever happens
SESSION_COOKIE_AGE = int((SESSION_LIFE + timedelta(days=1)).total_seconds())  # a form sent too late is still known
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

IMPORT_EXPORT_USE_TRANSACTIONS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
    },
}
