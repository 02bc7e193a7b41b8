from evaluations.models.daily import DailyWorkEntry, DailyWorkReport
from evaluations.models.run import ReportRun
from evaluations.models.schedule import ReportSchedule

__all__ = ["DailyWorkEntry", "DailyWorkReport", "ReportRun", "ReportSchedule"]
