"""Without signing in: is this letter the city's? The short address stands on every letter."""

from django.urls import path

from records.letters import checking

app_name = "verify"
urlpatterns = [
    path("verify/", checking.ask, name="ask"),
    path("v/<str:code>/", checking.answer, name="letter"),
]
