"""講座: what everybody reads, and the pages of who holds them."""

from django.urls import path

from organizations.courses import public_views, views

app_name = "courses"
urlpatterns = [
    path("", public_views.courses, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", public_views.course, name="detail"),
    path("<int:pk>/apply/", public_views.apply, name="apply"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/sessions/", views.sessions, name="sessions"),
    path("<int:pk>/announce/", views.announce, name="announce"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/people/", views.people, name="people"),
    path("<int:pk>/attend/", views.attend, name="attend"),
    path("<int:pk>/finish/", views.finish, name="finish"),
    path("<int:pk>/certificates.pdf", views.certificates, name="certificates"),
    path("mine/<str:code>/", public_views.mine, name="mine"),
    path("mine/<str:code>/cancel/", public_views.give_up, name="give_up"),
]
