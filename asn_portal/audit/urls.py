from django.urls import path

from asn_portal.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.EventListView.as_view(), name="event-list"),
    path("<int:pk>/", views.EventDetailView.as_view(), name="event-detail"),
    path("views/", views.RecordViewListView.as_view(), name="recordview-list"),
]
