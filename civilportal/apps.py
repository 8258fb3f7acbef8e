from django.apps import AppConfig


class CivilPortalConfig(AppConfig):
    name = "civilportal"
