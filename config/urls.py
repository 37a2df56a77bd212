from django.contrib import admin
from django.urls import include, path

from accounts.views import invitation
from config import design, home, pages, welcome
from config.booklet import views as booklet
from config.chart import views as chart
from config.handover import views as sheets
from config.rollover import views as rollover
from plans.surveys import views as surveys

design_patterns = (
    [
        path("", design.pieces, name="pieces"),
        path("form/", design.form, name="form"),
        path("sheet/", design.sheet, name="sheet"),
    ],
    "design",
)

urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("reading/", pages.reading, name="reading"),
    path("design/", include(design_patterns)),
    path("charts/", chart.charts, name="charts"),
    path("charts/<int:pk>/", chart.chart, name="chart"),
    path("charts/<int:pk>.pdf", chart.paper, name="chart_paper"),
    path("handover/posts/<int:pk>/<str:day>.pdf", sheets.office, name="office_sheet"),
    path("handover/organizations/<int:pk>/<str:day>.pdf", sheets.body, name="body_sheet"),
    path("handover/areas/<int:pk>/", sheets.area, name="area_sheet"),
    path("handover/areas/<int:pk>/<str:day>.pdf", sheets.area_pdf, name="area_sheet_pdf"),
    path("rollover/", rollover.start, name="rollover_start"),
    path("rollover/<int:year>/", rollover.rollover, name="rollover"),
    path("rollover/<int:year>/summary/", rollover.summary, name="rollover_summary"),
    path("rollover/<int:year>/close/", rollover.close, name="rollover_close"),
    path("rollover/<int:year>/reopen/", rollover.reopen, name="rollover_reopen"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("records.entrance.urls")),
    path("invitations/<str:secret>/", invitation, name="invitation"),
    path("organizations/", include("organizations.urls")),
    path("admin/", admin.site.urls),
    path("grants/", include("grants.urls")),
    path("audit/", include("grants.audit.urls")),
    path("results/", include("grants.results.public_urls")),
    path("trail/", include("records.trail.urls")),
    path("letters/", include("records.letters.urls")),
    path("papers/", include("records.papers.urls")),
    path("retention/", include("records.retention.urls")),
    path("people/", include("records.people_urls")),
    path("plans/yearly/<int:pk>/booklet.pdf", booklet.printed, name="assembly_booklet"),
    path("plans/", include("plans.urls")),
    path("articles/", include("plans.articles.urls")),
    path("network/", include("plans.network.urls")),
    path("library/", include("plans.articles.public_urls")),
    path("q/<str:code>/", surveys.public, name="survey_answer"),
    path("", include("records.urls")),
    path("", include("records.letters.public_urls")),
    path("notices/", include("organizations.life.public_urls")),
    path("register/", include("organizations.public_urls")),
    path("areas/", include("organizations.area_urls")),
    path("facilities/", include("organizations.facilities.urls")),
    path("meetings/", include("organizations.meetings.urls")),
    path("courses/", include("organizations.courses.urls")),
    path("students/", include("organizations.students.urls")),
    path("w/", include("organizations.meetings.room_urls")),
    path("hearings/", include("organizations.hearing_urls")),
    path("reports/", include("staff.reports.urls")),
    path("partners/", include("staff.partners.urls")),
    path("inquiries/", include("staff.inquiries.urls")),
    path("voices/", include("staff.inquiries.public_urls")),
    path("matching/", include("staff.matching.public_urls")),
    path("connect/", include("staff.matching.urls")),
    path("", include("staff.urls")),
    path("work/", include("records.jobs.urls")),
    path("", include("records.batches.urls")),
]
