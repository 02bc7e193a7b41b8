from django.urls import path

from careers import views

app_name = "careers"

urlpatterns = [
    path("mentoring/", views.MentorshipListView.as_view(), name="mentorship-list"),
    path("mentoring/new/", views.MentorshipCreateView.as_view(), name="mentorship-create"),
    path("mentoring/<int:pk>/", views.MentorshipDetailView.as_view(), name="mentorship-detail"),
    path("mentoring/<int:pk>/accept/", views.mentorship_accept, name="mentorship-accept"),
    path("mentoring/<int:pk>/decline/", views.MentorshipDeclineView.as_view(), name="mentorship-decline"),
    path("mentoring/<int:pk>/complete/", views.MentorshipCompleteView.as_view(), name="mentorship-complete"),
    path("mentoring/<int:pk>/stop/", views.MentorshipStopView.as_view(), name="mentorship-stop"),
    path("mentoring/<int:pk>/meetings/new/", views.MeetingCreateView.as_view(), name="meeting-create"),
    path("mentoring/<int:pk>/meetings/<int:meeting_pk>/confirm/", views.meeting_confirm, name="meeting-confirm"),
]
