from django.urls import path

from staff.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.report, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/read/", views.confirm, name="read"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/photos/<int:key>/", views.photo, name="photo"),
    path("<int:pk>/photos/<int:key>/remove/", views.remove_photo, name="remove_photo"),
]
