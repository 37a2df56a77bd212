from django.urls import path

from records import views
from records.kessai import views as kessai

DEEDS = {
    "approve": "approve",
    "condition": "condition",
    "object": "object",
    "send-back": "send_back",
    "read": "read",
    "acknowledge": "acknowledge",
    "pull-back": "pull_back",
    "withdraw": "withdraw",
    "amend": "amend",
    "ask": "ask",
    "answer": "answer",
    "reassign": "reassign",
}

app_name = "records"
urlpatterns = [
    path("approvals/", kessai.box, name="box"),
    path("proposals/<int:pk>/", kessai.proposal, name="proposal"),
    path("proposals/<int:pk>/letters/<int:number>/", kessai.letter, name="proposal_letter"),
    *(path(f"proposals/<int:pk>/{word}/", kessai.act, {"deed": deed}, name=deed) for word, deed in DEEDS.items()),
    path("c/<str:code>/", views.case_of_code, name="case_of_code"),
    path("files/<int:pk>/", views.file, name="file"),
    path("bundles/<str:kind>/<int:pk>/", views.bundle, name="bundle"),
]
