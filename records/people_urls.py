from django.urls import path

from records import parting_views, stopping_views

app_name = "people"
urlpatterns = [
    path("left/", parting_views.people, name="left"),
    path("accounts/", stopping_views.accounts, name="accounts"),
    path("<int:pk>/stop/", stopping_views.stopping, name="stop"),
    path("<int:pk>/lift/", stopping_views.lifting, name="lift"),
    path("<int:pk>/part/", parting_views.close, name="part"),
]
