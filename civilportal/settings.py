"""One settings file, driven by the environment. Every variable is described in ``.env.example``.

``PORTAL_MODE`` is ``production`` unless said otherwise; ``development``, ``demo`` and ``test`` allow the insecure
defaults that production refuses with a sentence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import structlog
from corsheaders.defaults import default_headers
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

PORTAL_MODE = env.str("PORTAL_MODE", "production")
if PORTAL_MODE not in {"production", "development", "demo", "test"}:
    raise ImproperlyConfigured("PORTAL_MODE must be production, development, demo or test.")
IS_PRODUCTION = PORTAL_MODE == "production"
# Pages with a traceback are for development alone; the demo shows a visitor what production would.
DEBUG = env.bool("DEBUG", PORTAL_MODE == "development")
if IS_PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off when PORTAL_MODE is production.")


def required(name: str, hint: str, *, otherwise: str) -> str:
    """The variable ``name``; ``otherwise`` stands in outside production, where its absence is refused with ``hint``."""
    value = env.str(name, "")
    if value:
        return value
    if IS_PRODUCTION:
        raise ImproperlyConfigured(f"Set {name}: {hint}")
    return otherwise


INSECURE_KEY = "insecure-key-for-development-only"
SECRET_KEY = required(
    "SECRET_KEY", "a random text of at least 50 characters that nobody else knows.", otherwise=INSECURE_KEY
)
if IS_PRODUCTION and (SECRET_KEY.startswith("insecure") or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
    raise ImproperlyConfigured("Set SECRET_KEY to a random text of at least 50 characters; this one is too weak.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"])
if IS_PRODUCTION and (not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS)):
    raise ImproperlyConfigured(
        "Set ALLOWED_HOSTS to the names that the portal is reached by, separated by commas; * is not allowed."
    )
# What people type to reach the portal; letters and files carry links that begin so.
PUBLIC_ADDRESS = env.str(
    "PUBLIC_ADDRESS", f"https://{ALLOWED_HOSTS[0]}" if IS_PRODUCTION else f"http://localhost:{env.int('PORT', 8000)}"
).rstrip("/")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

DATABASE_URL = required(
    "DATABASE_URL",
    "the address of PostgreSQL, like postgres://user:password@host:5432/portal.",
    otherwise="postgres:///civilportal",
)
REDIS_URL = required(
    "REDIS_URL", "the address of Redis, like redis://host:6379/0.", otherwise="redis://127.0.0.1:6379/0"
)
EMBEDDED_MARK = "civilportal-embedded"
if IS_PRODUCTION and EMBEDDED_MARK in DATABASE_URL:
    raise ImproperlyConfigured(
        "The embedded PostgreSQL is for trying the portal; production needs a server of its own."
    )

DATABASES: dict[str, Any] = {"default": env.dj_db_url("DATABASE_URL", DATABASE_URL)}
DATABASES["default"].setdefault("OPTIONS", {})["application_name"] = "civilportal"
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_structlog",
    "corsheaders",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_linear_migrations",
    "foundation.core",
    "foundation.audit",
    "foundation.accounts",
    "foundation.documents",
    "foundation.notifications",
    "foundation.searches",
    "foundation.api",
    "registry",
    "evaluation",
    "monitoring",
    "grants",
    "socialorder",
    "councils",
    "publishing",
    "civilportal",
]
if PORTAL_MODE in {"production", "demo"}:  # only who writes migrations needs it, and has it installed
    INSTALLED_APPS.remove("django_linear_migrations")

MIDDLEWARE = [
    "foundation.core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "foundation.core.middleware.PolicyMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "foundation.core.middleware.ReadingMiddleware",
    "foundation.core.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "civilportal.urls"
WSGI_APPLICATION = "civilportal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "civilportal.context.portal",
            ],
            # Coverage counts the lines of templates too, and needs to know them.
            "debug": DEBUG or PORTAL_MODE == "test",
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# The longest application is a few hundred fields; a paste of 300 pages must reach the form to be refused in words.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# People and how they sign in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if PORTAL_MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "foundation.accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_PRODUCTION else "http"
ACCOUNT_RATE_LIMITS: Any = {} if IS_PRODUCTION else False
MFA_TOTP_ISSUER = "Civil Portal"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = env.int("SESSION_SECONDS", 8 * 60 * 60)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "civilportal.views.csrf_failure"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", IS_PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Languages: Kazakh first
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Almaty"
USE_TZ = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Files
STATIC_URL = "/static/"
# Outside production files are served from where they lie, so nothing needs collecting.
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "staticfiles") if IS_PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DOCUMENT_MAX_BYTES = env.int("DOCUMENT_MAX_BYTES", 20 * 1024 * 1024)
# host:port or the path of a socket of a ClamAV daemon; empty: only the EICAR test file is recognised.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", "")

# Electronic signatures: certificates of authorities that are trusted, and a service that checks GOST signatures
ESIGN_TRUST_FOLDER = env.path("ESIGN_TRUST_FOLDER", BASE_DIR / ("trust" if IS_PRODUCTION else ".demo/trust"))
ESIGN_SERVICE_URL = env.str("ESIGN_SERVICE_URL", "")

# Open data: who publishes it, and the prefixes that the keepers of the two standards have given to the publisher
OCID_PREFIX = env.str("OCID_PREFIX", "ocds-000000")
GRANT_PREFIX = env.str("GRANT_PREFIX", "360G-civilportal")
PUBLISHER_NAME = env.str("PUBLISHER_NAME", "Civil Portal")
PUBLISHER_BIN = env.str("PUBLISHER_BIN", "")
# The API for other systems
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "foundation.api.authentication.BearerAuthentication",
        "foundation.api.authentication.PersonAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["foundation.api.permissions.ScopePermission"],
    "DEFAULT_THROTTLE_CLASSES": ["foundation.api.throttling.PerMinute"],
    "DEFAULT_PARSER_CLASSES": ["foundation.api.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["foundation.api.rendering.OrjsonRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "foundation.api.rendering.OneForm",
    "DEFAULT_SCHEMA_CLASS": "foundation.api.schema.Schema",
    "EXCEPTION_HANDLER": "foundation.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": [
        "foundation.api.rendering.OrjsonRenderer",
        "rest_framework.renderers.MultiPartRenderer",
    ],
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Civil Portal",
    "DESCRIPTION": "The registry of NGOs, grants, social orders and councils of Kazakhstan, for other systems.",
    "VERSION": "1.1.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "PREPROCESSING_HOOKS": ["foundation.api.schema.only_ours"],
    "POSTPROCESSING_HOOKS": ["foundation.api.schema.complete"],
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "api.ApiClient"
OAUTH2_PROVIDER: dict[str, Any] = {
    "SCOPES_BACKEND_CLASS": "foundation.api.scopes.ScopesOfClient",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,  # the table of tokens holds no token that could be used
}
# Requests in a minute: of a system or person, and of everybody who shows no key, by address; 0 is no limit.
API_PER_MINUTE = env.int("API_PER_MINUTE", 1200)
API_PER_MINUTE_PUBLIC = env.int("API_PER_MINUTE_PUBLIC", 120)
# Whether messages may go to addresses inside the own network, and over http://.
API_WEBHOOK_PRIVATE = env.bool("API_WEBHOOK_PRIVATE", PORTAL_MODE in {"development", "demo"})
CORS_ALLOWED_ORIGINS: list[str] = env.list("API_CORS_ORIGINS", [])
CORS_URLS_REGEX = r"^/api/"
CORS_EXPOSE_HEADERS = ["ETag", "Idempotency-Replayed", "Link", "Location", "Retry-After", "X-Request-Id"]
CORS_ALLOW_HEADERS = [*default_headers, "idempotency-key", "if-match", "if-none-match"]
if PORTAL_MODE == "test":
    API_PER_MINUTE = API_PER_MINUTE_PUBLIC = 0

# Mail
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", str(BASE_DIR / ".demo" / "mail"))
if env.str("EMAIL_URL", ""):
    _mail = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
elif IS_PRODUCTION:
    raise ImproperlyConfigured("Set EMAIL_URL: the address of the mail server, like smtp+tls://user:password@host:587.")
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Civil Portal <portal@localhost>")

# Background work
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3, "socket_timeout": 10, "visibility_timeout": 3600}
# A job nobody took after so many seconds is sent again; the wait doubles with each try.
JOB_RESEND_SECONDS = env.int("JOB_RESEND_SECONDS", 15)

# Logs: one JSON object a line in production, readable lines elsewhere; each carries the request id
_renderer = structlog.processors.JSONRenderer() if IS_PRODUCTION else structlog.dev.ConsoleRenderer(colors=False)
_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _shared,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _renderer,
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO" if IS_PRODUCTION else "WARNING")},
}

# The demo
DEMO_NGOS = env.int("DEMO_NGOS", 23_335)
