from django.db import migrations

# Until now a list was kept by days; each of those days was one meeting.
FORWARDS = """
INSERT INTO training_meeting (session_id, day, starts_at, ends_at, topic)
SELECT DISTINCT registration.session_id, attendance.day, TIME '08:00', TIME '16:00', ''
FROM training_attendance AS attendance
JOIN training_registration AS registration ON registration.id = attendance.registration_id;

UPDATE training_attendance AS attendance SET meeting_id = meeting.id
FROM training_registration AS registration, training_meeting AS meeting
WHERE registration.id = attendance.registration_id
  AND meeting.session_id = registration.session_id AND meeting.day = attendance.day;

ALTER TABLE training_attendanceevent DISABLE TRIGGER USER;
UPDATE training_attendanceevent AS event SET meeting_id = meeting.id
FROM training_registration AS registration, training_meeting AS meeting
WHERE registration.id = event.registration_id
  AND meeting.session_id = registration.session_id AND meeting.day = event.day;
ALTER TABLE training_attendanceevent ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("training", "0007_meetings")]

    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
