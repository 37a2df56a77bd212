from django.urls import path

from staff.handover import views as handover
from staff.profile import views as profile
from staff.views import absences, committees, letter_corrections, liaisons, office, roster, rules
from staff.words import views as words

app_name = "staff"
urlpatterns = [
    path("liaisons/", liaisons.liaisons, name="liaisons"),
    path("liaisons/workload/", roster.workload_page, name="workload"),
    path("liaisons/public/", roster.public, name="roster_public"),
    path("liaisons/new/", liaisons.assign, name="assign"),
    path("liaisons/together/", liaisons.appointments, name="appointments"),
    path("liaisons/next-year/", liaisons.next_year, name="appointments_next_year"),
    path("liaisons/nominations/<int:pk>/", liaisons.nomination, name="nomination"),
    path("liaisons/nominations/<int:pk>/drop/", liaisons.drop, name="nomination_drop"),
    path("liaisons/<int:pk>/end/", liaisons.end, name="end"),
    path("letters/<int:pk>/correct/", letter_corrections.correct, name="letter_correct"),
    path("office/", office.office, name="office"),
    path("office/city/", profile.city, name="city"),
    path("office/words/", words.words, name="words"),
    path("office/words/<slug:kind>/new/", words.word, name="word_new"),
    path("office/words/<slug:kind>/<int:pk>/", words.word, name="word"),
    path("logo/<str:digest>.png", profile.logo, name="logo"),
    path("office/rules/", rules.rules, name="rules"),
    path("office/rules/copy/", rules.copy, name="rules_copy"),
    path("office/rules/new/", rules.new, name="rule_new"),
    path("office/rules/<int:pk>/", rules.edit, name="rule"),
    path("office/rules/<int:pk>/remove/", rules.remove, name="rule_remove"),
    path("office/absences/", absences.absences, name="absences"),
    path("office/absences/new/", absences.register, name="absence_new"),
    path("office/absences/<int:pk>/back/", absences.come_back, name="absence_back"),
    path("office/substitutes/new/", absences.appoint, name="substitute_new"),
    path("office/substitutes/<int:pk>/release/", absences.release, name="substitute_release"),
    path("office/committees/", committees.committees, name="committees"),
    path("office/committees/new/", committees.new, name="committee_new"),
    path("office/committees/<int:pk>/", committees.committee, name="committee"),
    path("office/committees/<int:pk>/edit/", committees.edit, name="committee_edit"),
    path("office/committees/<int:pk>/members/new/", committees.appoint, name="member_new"),
    path("office/committees/members/<int:pk>/end/", committees.end, name="member_end"),
    path("handover/", handover.start, name="handover_start"),
    path("handover/<int:pk>/<str:day>/", handover.handover, name="handover"),
    path("handover/<int:pk>/<str:day>/done/", handover.done, name="handover_done"),
]
