"""Without signing in: してほしい・できる."""

from django.urls import path

from staff.matching import public_views

app_name = "matching"
urlpatterns = [
    path("", public_views.cards, name="list"),
    path("new/", public_views.new, name="new"),
    path("number/", public_views.find, name="find"),
    path("<int:pk>/", public_views.card, name="card"),
    path("mine/<str:code>/", public_views.mine, name="mine"),
    path("mine/<str:code>/thank/", public_views.thank, name="thank"),
    path("mine/<str:code>/<slug:name>/", public_views.answer, name="answer"),
]
