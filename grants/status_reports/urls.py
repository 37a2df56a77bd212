from django.urls import path

from grants.status_reports import views

urlpatterns = [
    path("status-reports/", views.reports, name="status_reports"),
    path("status-reports/<int:pk>/", views.report, name="status_report"),
    path("status-reports/<int:pk>/edit/", views.edit, name="status_edit"),
    path("status-reports/<int:pk>/confirm/", views.confirm, name="status_confirm"),
    path("status-reports/<int:pk>/accept/", views.accept, name="status_accept"),
    path("status-reports/<int:pk>/send-back/", views.send_back, name="status_send_back"),
    path("<int:pk>/status/ask/", views.ask_for, name="status_ask"),
    path("<int:pk>/status/<slug:day>/begin/", views.begin, name="status_begin"),
    path("status-requests/<int:pk>/take-back/", views.take_back, name="status_take_back"),
]
