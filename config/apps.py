from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "config"
    verbose_name = "協働ポータル"


class SettingsConfig(AdminConfig):
    default_site = "config.site.SettingsSite"
