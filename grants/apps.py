from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = "交付金"

    def ready(self) -> None:
        from grants.wording import write_usual_wording

        post_migrate.connect(write_usual_wording, sender=self)
