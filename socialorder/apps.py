from django.apps import AppConfig


class SocialOrderConfig(AppConfig):
    name = "socialorder"
