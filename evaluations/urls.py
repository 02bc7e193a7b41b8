import datetime

from django.urls import path, register_converter

from employees.dated_rules.urls import rule_paths
from evaluations.views import (
    assessment,
    credit_points,
    daily,
    dashboard,
    evaluation_rule,
    feedback,
    follow_up,
    objection,
    period,
    plan,
    plan_team,
    plan_write,
    professionalism,
    run,
    schedule,
    team,
    writing_time,
)

app_name = "evaluations"


class DayConverter:
    """A day in an address: 2026-11-21."""

    regex = r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

urlpatterns = [
    path("daily/", daily.DailyListView.as_view(), name="daily-list"),
    path("daily/<day:day>/", daily.DailyWriteView.as_view(), name="daily-write"),
    path("daily/<day:day>/send/", daily.DailySubmitView.as_view(), name="daily-submit"),
    path("daily/<day:day>/more/", daily.DailyAddLineView.as_view(), name="daily-add-line"),
    path("daily/reports/<int:pk>/", daily.DailyDetailView.as_view(), name="daily-detail"),
    path("daily/reports/<int:pk>/approve/", team.daily_approve, name="daily-approve"),
    path("daily/reports/<int:pk>/return/", team.DailyReturnView.as_view(), name="daily-return"),
    path("daily/reports/<int:pk>/feedback/", team.DailyFeedbackView.as_view(), name="daily-feedback"),
    path("daily/minutes/", writing_time.WritingTimeView.as_view(), name="writing-time"),
    path("team/", team.TeamView.as_view(), name="team"),
    path("team/approve/", team.team_approve, name="team-approve"),
    path("team/undo/<str:token>/", team.team_undo, name="team-undo"),
    path("reports/", run.RunListView.as_view(), name="run-list"),
    path("reports/<int:pk>/", run.RunDetailView.as_view(), name="run-detail"),
    path("reports/<int:pk>/report.pdf", run.run_pdf, name="run-pdf"),
    path("reports/<int:pk>/report.xlsx", run.run_workbook_file, name="run-workbook"),
    path("reports/<int:pk>/differences/", run.RunDifferencesView.as_view(), name="run-differences"),
    path("reports/<int:pk>/follow-up/", follow_up.FollowUpCreateView.as_view(), name="follow-up-create"),
    path("follow-up/", follow_up.FollowUpListView.as_view(), name="follow-up-list"),
    path("follow-up/<int:pk>/", follow_up.FollowUpDetailView.as_view(), name="follow-up-detail"),
    path("schedules/", schedule.ScheduleListView.as_view(), name="schedule-list"),
    path("schedules/new/", schedule.ScheduleCreateView.as_view(), name="schedule-create"),
    path("schedules/moments/", schedule.schedule_moments, name="schedule-moments"),
    path("schedules/<int:pk>/", schedule.ScheduleDetailView.as_view(), name="schedule-detail"),
    path("schedules/<int:pk>/edit/", schedule.ScheduleUpdateView.as_view(), name="schedule-update"),
    path("schedules/<int:pk>/owner/", schedule.ScheduleOwnerView.as_view(), name="schedule-owner"),
    path("schedules/<int:pk>/run/", schedule.schedule_run, name="schedule-run"),
    path("schedules/<int:pk>/pause/", schedule.schedule_pause, name="schedule-pause"),
    path("schedules/<int:pk>/resume/", schedule.schedule_resume, name="schedule-resume"),
    path("schedules/<int:pk>/runs/<int:run_pk>/retry/", schedule.schedule_retry, name="schedule-retry"),
    path("schedules/<int:pk>/retry/", schedule.schedule_retry_all, name="schedule-retry-all"),
    # Rules, plans.
    *rule_paths(evaluation_rule.PAGES),
    path("plans/", plan.PlanListView.as_view(), name="plan-list"),
    path("plans/mine/", plan.MyPlanListView.as_view(), name="my-plans"),
    path("plans/new/", plan.PlanCreateView.as_view(), name="plan-create"),
    path("plans/team/", plan_team.TeamPlanView.as_view(), name="plan-team"),
    path("plans/<int:pk>/", plan.PlanDetailView.as_view(), name="plan-detail"),
    path("plans/<int:pk>/changes/", plan.PlanChangesView.as_view(), name="plan-changes"),
    path("plans/<int:pk>/plan.pdf", plan.plan_download, name="plan-pdf"),
    path("plans/<int:pk>/edit/", plan_write.PlanWriteView.as_view(), name="plan-write"),
    path("plans/<int:pk>/edit/send/", plan_write.PlanSubmitView.as_view(), name="plan-submit"),
    path("plans/<int:pk>/edit/result/", plan_write.PlanAddResultView.as_view(), name="plan-add-result"),
    path("plans/<int:pk>/edit/<int:row>/more/", plan_write.PlanAddIndicatorView.as_view(), name="plan-add-indicator"),
    path("plans/<int:pk>/propose/", plan_write.plan_propose, name="plan-propose"),
    path("plans/<int:pk>/take-back/", plan_write.plan_take_back, name="plan-take-back"),
    path("plans/<int:pk>/drop/", plan_write.PlanDropView.as_view(), name="plan-drop"),
    path("plans/<int:pk>/change/", plan_write.PlanChangeView.as_view(), name="plan-change"),
    path("plans/<int:pk>/decide/", plan_team.PlanDecideView.as_view(), name="plan-decide"),
    path("plans/<int:pk>/agree/", plan_team.plan_agree, name="plan-agree"),
    path("plans/<int:pk>/matrix/", plan_team.PlanMatrixView.as_view(), name="plan-matrix"),
    path("plans/results/<int:result>/link/", plan_write.ResultLinkView.as_view(), name="result-link"),
    path("plans/indicators/<int:indicator>/progress/", plan_write.ProgressView.as_view(), name="progress-tell"),
    # Dashboards, professionalism index.
    path("dashboard/", dashboard.dashboard_home, name="dashboard-home"),
    path("units/<int:pk>/dashboard/", dashboard.DashboardView.as_view(), name="dashboard"),
    path("units/<int:pk>/dashboard.pdf", dashboard.dashboard_pdf, name="dashboard-pdf"),
    path("units/<int:pk>/dashboard/<slug:figure>/", dashboard.DashboardRowsView.as_view(), name="dashboard-rows"),
    path("units/<int:pk>/professionalism/", professionalism.unit_index_page, name="professionalism-unit"),
    path("professionalism/", professionalism.own_index, name="professionalism"),
    path("professionalism/<int:pk>/", professionalism.person_index_page, name="professionalism-person"),
    # Assessment periods, ratings, objections, credit points, feedback.
    path("periods/", period.PeriodListView.as_view(), name="period-list"),
    path("periods/new/", period.PeriodOpenView.as_view(), name="period-open"),
    path("periods/<int:pk>/", period.PeriodDetailView.as_view(), name="period-detail"),
    path("periods/<int:pk>/close/", period.PeriodCloseView.as_view(), name="period-close"),
    path("periods/<int:pk>/units/<int:unit>/", period.PeriodUnitView.as_view(), name="period-unit"),
    path("periods/<int:pk>/units/<int:unit>/rate/", period.OrganisationRateView.as_view(), name="organisation-rate"),
    path("ratings/", assessment.AssessmentListView.as_view(), name="assessment-list"),
    path("ratings/mine/", assessment.MyRatingsView.as_view(), name="my-ratings"),
    path("ratings/team/", assessment.TeamRatingsView.as_view(), name="team-ratings"),
    path("ratings/<int:pk>/", assessment.AssessmentDetailView.as_view(), name="assessment-detail"),
    path("ratings/<int:pk>/write/", assessment.AssessmentWriteView.as_view(), name="assessment-write"),
    path("ratings/<int:pk>/deliver/", assessment.AssessmentDeliverView.as_view(), name="assessment-deliver"),
    path("ratings/<int:pk>/take-back/", assessment.assessment_take_back, name="assessment-take-back"),
    path("ratings/<int:pk>/sign/", assessment.AssessmentAcceptView.as_view(), name="assessment-accept"),
    path("ratings/<int:pk>/object/", assessment.AssessmentObjectView.as_view(), name="assessment-object"),
    path("ratings/<int:pk>/sheet.pdf", assessment.assessment_sheet, name="assessment-sheet"),
    path("sheets/<str:code>/", assessment.sheet_verify, name="sheet-verify"),
    path("objections/", objection.ObjectionListView.as_view(), name="objection-list"),
    path("objections/<int:pk>/decide/", objection.ObjectionDecideView.as_view(), name="objection-decide"),
    path("credit-points/", credit_points.CreditPointListView.as_view(), name="credit-point-list"),
    path("credit-points/take/", credit_points.CreditPointTakeView.as_view(), name="credit-point-take"),
    path("feedback/", feedback.FeedbackListView.as_view(), name="feedback-list"),
    path("feedback/about/<int:employee>/", feedback.RoundOpenView.as_view(), name="feedback-open"),
    path("feedback/<int:pk>/", feedback.RoundDetailView.as_view(), name="feedback-round"),
    path("feedback/<int:pk>/voice/", feedback.feedback_voice, name="feedback-voice"),
]
