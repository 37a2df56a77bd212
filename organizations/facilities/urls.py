from django.urls import path

from organizations.facilities.views import asking, keeping, showing

app_name = "facilities"
urlpatterns = [
    path("", showing.facilities, name="list"),
    path("new/", keeping.enter, name="new"),
    path("<int:pk>/", showing.facility, name="detail"),
    path("<int:pk>/week/", showing.week, name="week"),
    path("<int:pk>/month/", showing.month, name="month"),
    path("<int:pk>/edit/", keeping.edit, name="edit"),
    path("<int:pk>/rooms/new/", keeping.room_new, name="room_new"),
    path("rooms/<int:pk>/", keeping.room_edit, name="room"),
    path("<int:pk>/equipment/new/", keeping.equipment_new, name="equipment_new"),
    path("equipment/<int:pk>/", keeping.equipment_edit, name="equipment"),
    path("<int:pk>/closings/new/", keeping.close, name="close"),
    path("closings/<int:pk>/remove/", keeping.reopen, name="reopen"),
    path("<int:pk>/ask/", asking.ask, name="ask"),
    path("<int:pk>/bookings/", asking.bookings, name="bookings"),
    path("<int:pk>/bookings/sheet/", asking.sheet, name="sheet"),
    path("bookings/<uuid:code>/", asking.booking, name="booking"),
    path("bookings/<uuid:code>/confirm/", asking.confirm, name="confirm"),
    path("bookings/<uuid:code>/refuse/", asking.refuse, name="refuse"),
    path("bookings/<uuid:code>/cancel/", asking.cancel, name="cancel"),
]
