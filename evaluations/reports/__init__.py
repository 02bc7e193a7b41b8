"""What stands in calendars, on boards and on paper, gathered into frozen dataclasses."""
