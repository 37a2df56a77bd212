from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = "交付金"

    def ready(self) -> None:
        from grants import report_results  # noqa: F401  # tells the plans what became of their projects
