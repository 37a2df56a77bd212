from django.urls import path

from records.trail import views

app_name = "trail"
urlpatterns = [
    path("", views.log, name="log"),
    path("anchors/<str:day>/", views.anchor, name="anchor"),
]
