from django.urls import path

from plans.network import asking, views

app_name = "network"
urlpatterns = [
    path("", views.index, name="index"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("projects/<int:pk>/take/", views.take, name="take"),
    path("show/<str:kind>/<int:pk>/", views.show, name="show"),
    path("hide/<str:kind>/<int:pk>/", views.hide, name="hide"),
    path("questions/", asking.questions, name="questions"),
    path("ask/<int:organization>/", asking.new, name="ask"),
    path("questions/<int:pk>/", asking.question, name="question"),
    path("questions/<int:pk>/answer/", asking.answer, name="answer"),
    path("questions/<int:pk>/withdraw/", asking.withdraw, name="withdraw"),
    path("questions/<int:pk>/wish/", asking.wish, name="wish"),
]
