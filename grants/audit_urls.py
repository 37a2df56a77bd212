from django.urls import path

from grants.views import audit

app_name = "audit"
urlpatterns = [
    path("", audit.audit, name="list"),
    path("sheet/", audit.audit_sheet, name="sheet"),
    path("grants/<int:pk>/", audit.audit_grant, name="grant"),
]
