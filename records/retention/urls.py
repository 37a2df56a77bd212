from django.urls import path

from records.retention import views

app_name = "retention"
urlpatterns = [
    path("", views.index, name="index"),
    path("prepare/", views.prepare, name="prepare"),
    path("<int:pk>/", views.detail, name="list"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/send-back/", views.send_back, name="send_back"),
    path("items/<int:pk>/keep/", views.keep, name="keep"),
]
