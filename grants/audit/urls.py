from django.urls import path

from grants.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.audit, name="list"),
    path("sheet/", views.audit_sheet, name="sheet"),
    path("grants/<int:pk>/", views.audit_grant, name="grant"),
]
