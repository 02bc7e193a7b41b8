from django.urls import include, path

from careers.exam_urls import exam_paths
from careers.views import career_rule, mentoring
from employees.dated_rules.urls import rule_paths

app_name = "careers"

urlpatterns = [
    *rule_paths(career_rule.PAGES),
    path("mentoring/", mentoring.MentorshipListView.as_view(), name="mentorship-list"),
    path("mentoring/new/", mentoring.MentorshipCreateView.as_view(), name="mentorship-create"),
    path("mentoring/<int:pk>/", mentoring.MentorshipDetailView.as_view(), name="mentorship-detail"),
    path("mentoring/<int:pk>/accept/", mentoring.mentorship_accept, name="mentorship-accept"),
    path("mentoring/<int:pk>/decline/", mentoring.MentorshipDeclineView.as_view(), name="mentorship-decline"),
    path("mentoring/<int:pk>/complete/", mentoring.MentorshipCompleteView.as_view(), name="mentorship-complete"),
    path("mentoring/<int:pk>/stop/", mentoring.MentorshipStopView.as_view(), name="mentorship-stop"),
    path("mentoring/<int:pk>/meetings/new/", mentoring.MeetingCreateView.as_view(), name="meeting-create"),
    path("mentoring/<int:pk>/meetings/<int:meeting_pk>/confirm/", mentoring.meeting_confirm, name="meeting-confirm"),
    path("exams/", include(exam_paths)),
]
