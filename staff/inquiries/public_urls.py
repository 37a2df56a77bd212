"""Without signing in: みなさんの声と市の答え."""

from django.urls import path

from staff.inquiries import public_views

app_name = "voices"
urlpatterns = [
    path("", public_views.voices, name="list"),
    path("new/", public_views.new, name="new"),
    path("receipt/", public_views.receipt, name="receipt"),
    path("<int:pk>/", public_views.voice, name="detail"),
]
