"""One settings module for every environment. Each variable is read once, here, and documented in .env.example."""

import logging
import sys
from pathlib import Path

import environ
import pghistory
import structlog
from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from asn_portal import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", False)
# A demo is a portal on one's own machine: invented people, known passwords, no mail sent. Never reachable from outside.
DEMO = env.bool("DEMO", False)
TESTING = "pytest" in sys.modules
PRODUCTION = not (DEBUG or DEMO or TESTING)


def required(name: str, demo_value: str) -> str:
    """The variable's value; outside production `demo_value` stands in, in production its absence stops start-up."""
    value = env.str(name, "")
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(
            f"{name} is not set. Production does not start without it: set {name} in the environment or in .env "
            "(.env.example says how), or set DEMO=1 to try the portal on this machine."
        )
    return demo_value


# --- Secrets, hosts -------------------------------------------------------------------------------------------------

SECRET_KEY = required("SECRET_KEY", "demo-only-secret-key-production-refuses-to-start-without-its-own")
ALLOWED_HOSTS = [host for host in required("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",") if host]
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is *. Production does not start with it, because anybody could make the links of password mails "
        "lead to a host of their own: name the hosts of this portal."
    )
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address in mails, QR codes and calendars.
_default_site = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else "http://127.0.0.1:8000"
SITE_URL = (env.str("SITE_URL", "") or _default_site).rstrip("/")
# Personal fields (NIK, contacts) are encrypted with the first key; older keys still decrypt. Hashes make them findable.
FIELD_ENCRYPTION_KEYS = required("FIELD_ENCRYPTION_KEYS", "ZGVtby1vbmx5LWZpZWxkLWVuY3J5cHRpb24ta2V5ISE=").split(",")
for _key in FIELD_ENCRYPTION_KEYS:
    try:
        Fernet(_key.strip())
    except ValueError:
        raise ImproperlyConfigured(
            "FIELD_ENCRYPTION_KEYS holds something that is no key. Each one is 32 bytes in URL-safe base64, and commas "
            "stand between them; .env.example says how to make one."
        )
FIELD_HASH_KEY = required("FIELD_HASH_KEY", "demo-only-field-hash-key")

# --- Applications ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "asn_portal.accounts",
    "asn_portal.access",
    "asn_portal.audit",
    "asn_portal.documents",
    "asn_portal.notifications",
    "asn_portal.jobs",
    "asn_portal.listing",
    "asn_portal.drafts",
    "asn_portal.search",
    "asn_portal.home",
    "asn_portal.gallery",
    "asn_portal.operation",
    "employees",
    "surveys",
    "training",
    "evaluations",
    "careers",
    "participation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_cotton.apps.SimpleAppConfig",  # the default one would put its own loader in place of ours
    "django_filters",
    "django_htmx",
    "django_prometheus",
    "django_structlog",
    "django_tables2",
    "js_lib_bootstrap5",
    "pgtrigger",
    "pghistory",
    "rules.apps.AutodiscoverRulesConfig",
    "treebeard",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "asn_portal.operation.middleware.MaintenanceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "asn_portal.operation.bare.BareViewMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "asn_portal.operation.middleware.ContentPolicyMiddleware",
    "asn_portal.operation.middleware.PermissionsPolicyMiddleware",
    "asn_portal.accounts.middleware.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "asn_portal.operation.logs.RequestLogMiddleware",
    "asn_portal.audit.middleware.AuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "asn_portal.operation.middleware.PageOfFormMiddleware",
    "asn_portal.accounts.middleware.WholePageSignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "asn_portal.accounts.middleware.SecondFactorMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "asn_portal.urls"
WSGI_APPLICATION = "asn_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "asn_portal.template_loading.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ]
            if not DEBUG
            else [
                "asn_portal.template_loading.Loader",
                "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "asn_portal.navigation.frame",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.static",
                "django.templatetags.i18n",
                "asn_portal.template_tags",
            ],
        },
    }
]
FORM_RENDERER = "asn_portal.form_rendering.PortalRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "django_tables2/portal.html"
MESSAGE_TAGS = {message_levels.ERROR: "bad", message_levels.WARNING: "attention", message_levels.SUCCESS: "good"}

# --- Database, cache, broker ----------------------------------------------------------------------------------------

if PRODUCTION:
    DATABASE_URL = required("DATABASE_URL", "")
    REDIS_URL = required("REDIS_URL", "")
else:
    DATABASE_URL = env.str("DATABASE_URL", "")
    REDIS_URL = env.str("REDIS_URL", "")
    if not (DATABASE_URL and REDIS_URL):
        urls = embedded.connection_urls(profile="test" if TESTING else "run")
        DATABASE_URL = DATABASE_URL or urls.database
        REDIS_URL = REDIS_URL or urls.redis

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"].update(
    {
        "CONN_MAX_AGE": 0 if TESTING else 600,
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode keeps no cursor across transactions.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
# A worker without -Q serves both; large installations give long jobs workers of their own (`-Q jobs`).
CELERY_TASK_QUEUES = [Queue("celery"), Queue("jobs")]
# Acknowledged when it ends, so that a killed worker's task is delivered again; every task is safe to run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- Accounts -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
CSRF_FAILURE_VIEW = "asn_portal.operation.views.csrf_failure"
AUTHENTICATION_BACKENDS = ["asn_portal.accounts.backends.NipOrEmailBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:index"
ACCOUNT_ADAPTER = "asn_portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_DISPLAY = "asn_portal.accounts.models.display_name"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
# Who asks for a reset sees the same sentence whether the account exists; a stranger's address gets no mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A change of password, address or second factor is told to the person by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "asn_portal.accounts.forms.SignInForm",
    "add_email": "asn_portal.accounts.forms.EmailForm",
    "change_password": "asn_portal.accounts.forms.PasswordChangeForm",
    "set_password": "asn_portal.accounts.forms.PasswordSetForm",
    "reset_password": "asn_portal.accounts.forms.PasswordResetForm",
    "reset_password_from_key": "asn_portal.accounts.forms.PasswordResetKeyForm",
    "reauthenticate": "asn_portal.accounts.forms.ReauthenticateForm",
}
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
ACCOUNT_RATE_LIMITS = {
    # A whole office may stand behind one address, and all of it signs in at half past seven.
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "manage_email": "10/m/user",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Portal ASN"
# One step (30 s) to either side, for clocks that are not quite right.
MFA_TOTP_TOLERANCE = 1
# Nobody signs up with a stranger's address here; an unconfirmed change of address must not block the second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "asn_portal.accounts.forms.SecondStepForm",
    "reauthenticate": "asn_portal.accounts.forms.SecondStepAgainForm",
    "activate_totp": "asn_portal.accounts.forms.AuthenticatorAppForm",
    "add_webauthn": "asn_portal.accounts.forms.PasskeyForm",
    "edit_webauthn": "asn_portal.accounts.forms.PasskeyNameForm",
}
# Browsers allow passkeys over plain HTTP on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_ADAPTER = "asn_portal.accounts.adapter.MfaAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
# Lets a demo account of a role that needs a second factor in without one.
DEMO_ALLOW_WITHOUT_SECOND_FACTOR = env.bool("DEMO_ALLOW_WITHOUT_SECOND_FACTOR", DEMO)
if PRODUCTION and DEMO_ALLOW_WITHOUT_SECOND_FACTOR:
    raise ImproperlyConfigured(
        "DEMO_ALLOW_WITHOUT_SECOND_FACTOR is set. Production does not start with it, because HR officers, auditors and "
        "operators would sign in without a second factor: remove it from the environment."
    )

# Loads a user's Scope; the frame does not know the app that keeps the grants.
ACCESS_SCOPE_LOADER = "employees.scope.load_scope"
ACCESS_UNIT_STEP = 4

# --- Languages, time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["asn_portal.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = env.str("TIME_ZONE", "Asia/Jakarta")

# --- Surveys --------------------------------------------------------------------------------------------------------

# Nobody reads nine questions faster; such answers are shown once more before they are stored. 0 asks nobody.
SURVEY_MINIMUM_SECONDS = env.int("SURVEY_MINIMUM_SECONDS", 0 if TESTING else 6)
# Answers to one office's open link within ten minutes; above it browsers must do a little work for each answer.
SURVEY_ATTACK_ANSWERS = env.int("SURVEY_ATTACK_ANSWERS", 120)

# --- Files ----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
if not PRODUCTION:
    # WhiteNoise warns about a missing folder; in production collectstatic has made it.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Otherwise each client of a test would look through all collected files.
WHITENOISE_AUTOREFRESH = DEBUG or TESTING
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
S3_BUCKET = env.str("S3_BUCKET", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "asn_portal.template_loading.StaticFilesStorage"
    },
}
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.str("S3_ENDPOINT", "") or None,
            "access_key": env.str("S3_ACCESS_KEY", "") or None,
            "secret_key": env.str("S3_SECRET_KEY", "") or None,
            "region_name": env.str("S3_REGION", "") or None,
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# The import form lists one choice per column of a wide sheet; Django's 1,000 is too few for bulk approval pages.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Mail -----------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Portal ASN <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
_mail = env.email_url_config(env.str("EMAIL_URL", "consolemail://" if PRODUCTION else "filemail://"))
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = VAR_DIR / "mail"

# --- Headers --------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [NONE],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_HTTPONLY = False
LANGUAGE_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    # The container's own health check and the proxy ask over plain HTTP inside the network.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # W021 wants the domain on the browsers' preload list. That binds a government's whole domain: theirs to decide.
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None

# --- History, logs, metrics -----------------------------------------------------------------------------------------

# The context (user, request id, reason) is written into each history row: no join, and cheap for bulk changes.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_APPEND_ONLY = True
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# The line at the end says all that the line at the start would.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
# Pages for citizens promise that an answer leads to nobody: their addresses stay out of the log.
LOG_WITHOUT_ADDRESS = ("/p/", "/k/")
# What follows here is a slip's code, which beside the moment would lead to an answer, or that of a report.
LOG_WITHOUT_PATH = ("/k/", "/p/track/")
# What is sent to these addresses promises to name nobody: neither the user nor the address of the sender is noted.
LOG_WITHOUT_SENDER = (r"/training/sessions/[0-9]+/evaluate/", r"/evaluations/feedback/[0-9]+/voice/")

_shared_processors = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": _shared_processors,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # A quiet terminal: the portal's own request log replaces the server's.
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A refusal or a wrong address is no fault of ours; the request log has one line about it.
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "celery.beat": {"level": "WARNING"},
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        *_shared_processors[1:],
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=not TESTING,
)

if TESTING:
    # Argon2 is slow by design; thousands of test accounts need no protection.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    LOGGING["root"]["level"] = "ERROR"
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    MEDIA_ROOT = VAR_DIR / "test-media"
    STORAGES["default"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT},
    }
