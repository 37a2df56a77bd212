from django.urls import path

from organizations.succession import views as succession
from organizations.views import bodies, decision, officers, papers, recognition

app_name = "organizations"
urlpatterns = [
    path("", bodies.organization_list, name="list"),
    path("own/", bodies.own, name="own"),
    path("new/", bodies.register, name="register"),
    path("<int:pk>/", bodies.detail, name="detail"),
    path("<int:pk>/edit/", bodies.describe, name="describe"),
    path("<int:pk>/committee/", bodies.prepare, name="prepare"),
    path("<int:pk>/plan/", bodies.plan, name="plan"),
    path("<int:pk>/founding/", bodies.found, name="found"),
    path("<int:pk>/change/", bodies.change, name="change"),
    path("<int:pk>/officers/new/", officers.appoint, name="appoint"),
    path("<int:pk>/handover/", succession.start, name="succession_start"),
    path("<int:pk>/handover/<str:day>/", succession.succession, name="succession"),
    path("<int:pk>/handover/<str:day>/done/", succession.done, name="succession_done"),
    path("officers/<int:pk>/", officers.amend, name="officer"),
    path("officers/<int:pk>/end/", officers.end, name="officer_end"),
    path("officers/<int:pk>/invite/", officers.invite, name="officer_invite"),
    path("<int:pk>/bylaws/new/", papers.bylaws_new, name="bylaws_new"),
    path("bylaws/<int:pk>/", papers.bylaws_articles, name="bylaws"),
    path("<int:pk>/papers/new/", papers.paper_new, name="paper_new"),
    path("<int:pk>/papers/<int:paper>/remove/", papers.paper_remove, name="paper_remove"),
    path("<int:pk>/apply/", recognition.apply, name="apply"),
    path("recognitions/<int:pk>/", recognition.detail, name="recognition"),
    path("recognitions/<int:pk>/application/", recognition.application, name="application"),
    path("recognitions/<int:pk>/paper/", recognition.paper, name="recognition_paper"),
    path("recognitions/<int:pk>/letter/", recognition.letter_draft, name="letter_draft"),
    path("recognitions/<int:pk>/review/", decision.review, name="review"),
    path("recognitions/<int:pk>/correction/", decision.correction, name="correction"),
    path("recognitions/<int:pk>/proposal/", decision.propose, name="propose"),
]
