import datetime

from django.urls import path, register_converter

from evaluations.views import daily, run, schedule, team

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
    path("team/", team.TeamView.as_view(), name="team"),
    path("team/approve/", team.team_approve, name="team-approve"),
    path("team/undo/<str:token>/", team.team_undo, name="team-undo"),
    path("reports/", run.RunListView.as_view(), name="run-list"),
    path("reports/<int:pk>/", run.RunDetailView.as_view(), name="run-detail"),
    path("reports/<int:pk>/report.pdf", run.run_pdf, name="run-pdf"),
    path("schedules/", schedule.ScheduleListView.as_view(), name="schedule-list"),
    path("schedules/new/", schedule.ScheduleCreateView.as_view(), name="schedule-create"),
    path("schedules/<int:pk>/", schedule.ScheduleDetailView.as_view(), name="schedule-detail"),
    path("schedules/<int:pk>/edit/", schedule.ScheduleUpdateView.as_view(), name="schedule-update"),
    path("schedules/<int:pk>/run/", schedule.schedule_run, name="schedule-run"),
    path("schedules/<int:pk>/pause/", schedule.schedule_pause, name="schedule-pause"),
    path("schedules/<int:pk>/resume/", schedule.schedule_resume, name="schedule-resume"),
    path("schedules/<int:pk>/runs/<int:run_pk>/retry/", schedule.schedule_retry, name="schedule-retry"),
]
