from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Finds the portal's own form templates."""
