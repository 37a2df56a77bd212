from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "config"
    verbose_name = "協働ポータル"
