from django.urls import path

from records.jobs import views

app_name = "work"
urlpatterns = [
    path("", views.page, name="page"),
    path("mails/again/", views.all_mails_again, name="all_mails_again"),
    path("mails/<int:pk>/again/", views.mail_again, name="mail_again"),
    path("jobs/<int:pk>/again/", views.job_again, name="job_again"),
]
