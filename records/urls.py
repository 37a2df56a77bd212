from django.urls import path

from records import views

app_name = "records"
urlpatterns = [
    path("proposals/<int:pk>/approve/", views.approve, name="approve"),
    path("proposals/<int:pk>/send-back/", views.send_back, name="send_back"),
    path("files/<int:pk>/", views.file, name="file"),
]
