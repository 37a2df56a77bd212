from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = "団体と地域"

    def ready(self) -> None:
        from organizations.wording import write_usual_wording

        post_migrate.connect(write_usual_wording, sender=self)
