from django.urls import path

from organizations.students import views

app_name = "students"
urlpatterns = [
    path("", views.activities, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.activity, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/photos/<int:key>/", views.photo, name="photo"),
    path("<int:pk>/photos/<int:key>/remove/", views.remove_photo, name="remove_photo"),
    path("<int:pk>/<slug:name>/", views.act, name="act"),
]
