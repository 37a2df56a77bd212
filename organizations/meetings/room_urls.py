"""Short, because it is typed from a wall."""

from django.urls import path

from organizations.meetings.views import workshop

app_name = "room"
urlpatterns = [
    path("", workshop.room_ask, name="ask"),
    path("<str:code>/", workshop.room, name="notes"),
]
