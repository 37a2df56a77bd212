from django.urls import path

from grants.views import applying, case, examining, lists, schemes

app_name = "grants"
urlpatterns = [
    path("", lists.grants, name="list"),
    path("begin/<int:organization>/<int:scheme>/", applying.begin, name="begin"),
    path("<int:pk>/", case.detail, name="detail"),
    path("<int:pk>/edit/", applying.edit, name="edit"),
    path("<int:pk>/confirm/", applying.confirm, name="confirm"),
    path("<int:pk>/withdraw/", applying.withdraw, name="withdraw"),
    path("<int:pk>/papers/<int:paper>/put-away/", applying.put_away, name="put_away"),
    path("<int:pk>/paper/", case.paper, name="paper"),
    path("<int:pk>/calculation/", case.calculation, name="calculation"),
    path("<int:pk>/letter/", case.letter, name="letter"),
    path("<int:pk>/letter.pdf", case.letter_pdf, name="letter_pdf"),
    path("<int:pk>/review/", examining.review, name="review"),
    path("<int:pk>/correct/", examining.correct, name="correct"),
    path("together/", examining.together, name="together"),
    path("<int:pk>/propose/", examining.propose, name="propose"),
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/new/", schemes.new, name="new_scheme"),
    path("schemes/<int:pk>/", schemes.scheme, name="scheme"),
    path("schemes/<int:pk>/edit/", schemes.edit, name="edit_scheme"),
    path("schemes/<int:pk>/rows/<slug:kind>/", schemes.rows, name="scheme_rows"),
    path("schemes/<int:pk>/adopt/", schemes.adopt, name="adopt_scheme"),
    path("schemes/<int:pk>/reopen/", schemes.reopen, name="reopen_scheme"),
    path("schemes/<int:pk>/appropriation/", schemes.appropriate, name="appropriate"),
]
