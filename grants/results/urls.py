from django.urls import path

from grants.results import views

urlpatterns = [
    path("reports/<int:pk>/photos/", views.photos, name="result_photos"),
    path("reports/<int:pk>/photos/<int:key>/", views.photo, name="result_photo"),
    path("reports/<int:pk>/photos/<int:key>/drop/", views.drop_photo, name="result_photo_drop"),
    path("reports/<int:pk>/show/", views.show_results, name="result_show"),
    path("reports/<int:pk>/hide/", views.hide_results, name="result_hide"),
]
