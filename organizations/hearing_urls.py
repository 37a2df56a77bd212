from django.urls import path

from organizations.views import hearings

app_name = "hearings"
urlpatterns = [
    path("", hearings.hearings, name="list"),
    path("new/", hearings.new, name="new"),
    path("<int:pk>/", hearings.detail, name="detail"),
    path("<int:pk>/declare/", hearings.declare, name="declare"),
    path("<int:pk>/opinion/", hearings.give, name="give"),
    path("<int:pk>/call/", hearings.call, name="call"),
    path("<int:pk>/answer/", hearings.answer, name="answer"),
    path("<int:pk>/withdraw/", hearings.withdraw, name="withdraw"),
]
