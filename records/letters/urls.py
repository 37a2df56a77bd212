from django.urls import include, path

from records.letters import again_views, register_views, views
from records.letters.posting import views as posting

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
    path("postings/", posting.postings, name="postings"),
    path("postings/new/", posting.new, name="posting_new"),
    path("postings/<int:pk>/", posting.posting, name="posting"),
    path("postings/<int:pk>/<slug:what>.pdf", posting.file, name="posting_file"),
    path("layouts/", posting.layouts, name="layouts"),
    path("layouts/new/", posting.layout, name="layout_new"),
    path("layouts/<int:pk>/", posting.layout, name="layout"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/reissue/", again_views.reissue_letter, name="reissue"),
    path("<int:pk>/letter.pdf", views.pdf, name="pdf"),
]
