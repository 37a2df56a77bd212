from django.urls import include, path

from records.letters import again_views, register_views, views

app_name = "letters"
urlpatterns = [
    path("", views.letter_list, name="list"),
    path("print.pdf", views.print_many, name="print"),
    path("register/", register_views.register, name="register"),
    path("register/new/", register_views.reserve, name="reserve"),
    path("register/<int:pk>/", register_views.paper, name="paper"),
    path("register/<int:pk>/sent/", register_views.sent, name="number_sent"),
    path("register/<int:pk>/cancel/", register_views.cancel, name="number_cancel"),
    path("wordings/", include("records.letters.wordings.urls")),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/reissue/", again_views.reissue_letter, name="reissue"),
    path("<int:pk>/letter.pdf", views.pdf, name="pdf"),
]
