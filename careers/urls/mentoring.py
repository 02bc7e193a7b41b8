"""Addresses of mentoring."""

from django.urls import path

from careers.views import (
    mentor_match,
    mentor_offer,
    mentoring,
    mentoring_agreement,
    mentoring_figures,
    mentoring_meeting,
    mentoring_review,
)

MENTORSHIP = "mentoring/<int:pk>/"
MEETING = MENTORSHIP + "meetings/<int:meeting_pk>/"
TASK = MENTORSHIP + "tasks/<int:task_pk>/"
VERSION = MENTORSHIP + "agreement/<int:number>/"
OFFER = "mentoring/offers/<int:pk>/"

urlpatterns = [
    path("mentoring/", mentoring.MentorshipListView.as_view(), name="mentorship-list"),
    path("mentoring/new/", mentoring.MentorshipCreateView.as_view(), name="mentorship-create"),
    path("mentoring/offers/", mentor_offer.OfferListView.as_view(), name="offer-list"),
    path("mentoring/offers/new/", mentor_offer.OfferCreateView.as_view(), name="offer-create"),
    path(OFFER, mentor_offer.OfferDetailView.as_view(), name="offer-detail"),
    path(OFFER + "change/", mentor_offer.OfferUpdateView.as_view(), name="offer-change"),
    path(OFFER + "close/", mentor_offer.offer_close, name="offer-close"),
    path(OFFER + "ask/", mentor_offer.OfferAskView.as_view(), name="offer-ask"),
    path(OFFER + "meeting/", mentor_offer.GroupMeetingView.as_view(), name="offer-meeting"),
    path("mentoring/for-me/", mentor_match.SuggestionView.as_view(), name="mentor-suggestions"),
    path("mentoring/for-me/<int:mentor>/", mentor_match.MentorAskView.as_view(), name="mentor-ask"),
    path("mentoring/assignments/", mentor_match.MatchRunListView.as_view(), name="match-list"),
    path("mentoring/assignments/new/", mentor_match.MatchRunCreateView.as_view(), name="match-create"),
    path("mentoring/assignments/confirm/", mentor_match.PairConfirmView.as_view(), name="match-confirm"),
    path("mentoring/assignments/leave-out/", mentor_match.PairLeaveOutView.as_view(), name="match-leave-out"),
    path("mentoring/assignments/<int:pk>/", mentor_match.MatchDetailView.as_view(), name="match-detail"),
    path("mentoring/figures/", mentoring_figures.MentoringFiguresView.as_view(), name="mentoring-figures"),
    path("mentoring/retiring/", mentoring_figures.RetiringKnowledgeView.as_view(), name="retiring-list"),
    path(MENTORSHIP, mentoring.MentorshipDetailView.as_view(), name="mentorship-detail"),
    path(MENTORSHIP + "accept/", mentoring.mentorship_accept, name="mentorship-accept"),
    path(MENTORSHIP + "decline/", mentoring.MentorshipDeclineView.as_view(), name="mentorship-decline"),
    path(MENTORSHIP + "stop/", mentoring.MentorshipStopView.as_view(), name="mentorship-stop"),
    path(MENTORSHIP + "change-mentor/", mentoring.MentorChangeView.as_view(), name="mentor-change"),
    path(MENTORSHIP + "agreement/", mentoring_agreement.AgreementListView.as_view(), name="agreement-list"),
    path(MENTORSHIP + "agreement/change/", mentoring_agreement.AgreementChangeView.as_view(), name="agreement-change"),
    path(VERSION + "accept/", mentoring_agreement.agreement_accept, name="agreement-accept"),
    path(VERSION + "take-back/", mentoring_agreement.agreement_take_back, name="agreement-take-back"),
    path(VERSION + "decline/", mentoring_agreement.AgreementDeclineView.as_view(), name="agreement-decline"),
    path(MENTORSHIP + "meetings/plan/", mentoring_meeting.MeetingPlanView.as_view(), name="meeting-plan"),
    path(MENTORSHIP + "meetings/new/", mentoring_meeting.MeetingCreateView.as_view(), name="meeting-create"),
    path(MEETING, mentoring_meeting.MeetingDetailView.as_view(), name="meeting-detail"),
    path(MEETING + "note/", mentoring_meeting.MeetingNoteView.as_view(), name="meeting-note"),
    path(MEETING + "confirm/", mentoring_meeting.meeting_confirm, name="meeting-confirm"),
    path(MEETING + "cancel/", mentoring_meeting.meeting_cancel, name="meeting-cancel"),
    path(MEETING + "calendar/", mentoring_meeting.meeting_calendar, name="meeting-calendar"),
    path(MENTORSHIP + "tasks/new/", mentoring_meeting.TaskCreateView.as_view(), name="task-create"),
    path(TASK + "done/", mentoring_meeting.task_finish, name="task-finish"),
    path(TASK + "drop/", mentoring_meeting.task_drop, name="task-drop"),
    path(MENTORSHIP + "midway/", mentoring_review.MidwayView.as_view(), name="mentorship-midway"),
    path(MENTORSHIP + "worries/<int:check_pk>/", mentoring_review.worry_handled, name="worry-handled"),
    path(MENTORSHIP + "evaluate/", mentoring_review.EvaluateView.as_view(), name="mentorship-evaluate"),
    path(MENTORSHIP + "rating/", mentoring_review.RateAfterView.as_view(), name="mentorship-rating"),
]
