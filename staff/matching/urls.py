from django.urls import path

from staff.matching import views

app_name = "connect"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("new/", views.enter, name="enter"),
    path("counts/", views.yearly, name="counts"),
    path("<int:pk>/", views.card, name="card"),
    path("<int:pk>/with/<int:other>/", views.introduce, name="introduce"),
    path("<int:pk>/<slug:name>/", views.act, name="act"),
    path("introductions/<int:pk>/", views.introduction, name="introduction"),
    path("introductions/<int:pk>/<slug:name>/", views.follow, name="follow"),
]
