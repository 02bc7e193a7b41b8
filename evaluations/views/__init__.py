"""Pages: daily reports, the team of the day, schedules, evaluation reports."""
