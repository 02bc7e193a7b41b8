"""Words of mentoring for the trail and the inbox."""

from django.utils.translation import gettext_lazy

from careers.enums import MatchWay, PairRole

EVENT_LABELS = {
    "careers.mentorship_proposed": gettext_lazy("Mentor proposed"),
    "careers.mentorship_agreed": gettext_lazy("Mentor agreed"),
    "careers.mentorship_declined": gettext_lazy("Mentor declined"),
    "careers.mentorship_completed": gettext_lazy("Mentorship completed"),
    "careers.mentorship_stopped": gettext_lazy("Mentorship stopped"),
    "careers.mentorship_evaluated": gettext_lazy("Mentorship evaluated"),
    "careers.mentorship_rated": gettext_lazy("Levels rated after a mentorship"),
    "careers.agreement_proposed": gettext_lazy("Change of a mentoring agreement proposed"),
    "careers.agreement_agreed": gettext_lazy("Change of a mentoring agreement agreed"),
    "careers.agreement_declined": gettext_lazy("Change of a mentoring agreement not agreed"),
    "careers.agreement_taken_back": gettext_lazy("Change of a mentoring agreement taken back"),
    "careers.meeting_planned": gettext_lazy("Mentoring meeting planned"),
    "careers.meeting_noted": gettext_lazy("Mentoring meeting noted"),
    "careers.meeting_confirmed": gettext_lazy("Mentoring meeting confirmed"),
    "careers.meeting_cancelled": gettext_lazy("Mentoring meeting called off"),
    "careers.task_added": gettext_lazy("Mentoring task written down"),
    "careers.task_done": gettext_lazy("Mentoring task done"),
    "careers.task_dropped": gettext_lazy("Mentoring task dropped"),
    "careers.midway_answered": gettext_lazy("Midway check answered"),
    "careers.worry_handled": gettext_lazy("Worry of a mentorship talked about"),
    "careers.offer_made": gettext_lazy("Mentor offer made"),
    "careers.offer_changed": gettext_lazy("Mentor offer changed"),
    "careers.offer_closed": gettext_lazy("Mentor offer closed"),
    "careers.match_made": gettext_lazy("Best assignment of mentors worked out"),
    "careers.match_confirmed": gettext_lazy("Pairs of an assignment confirmed"),
    "careers.match_left_out": gettext_lazy("Pairs of an assignment left out"),
}

NOTIFICATION_KINDS = {
    "careers.proposed": gettext_lazy("Mentoring: somebody asks you to be their mentor"),
    "careers.answered": gettext_lazy("Mentoring: your mentor answered"),
    "careers.paired": gettext_lazy("Mentoring: a mentor is proposed to you"),
    "careers.agreement": gettext_lazy("Mentoring: changes of the agreement"),
    "careers.meeting": gettext_lazy("Mentoring: meetings planned and called off"),
    "careers.task": gettext_lazy("Mentoring: tasks from your mentor"),
    "careers.ended": gettext_lazy("Mentoring: a mentorship ended"),
    "careers.rating": gettext_lazy("Mentoring: rate what somebody learnt"),
    "careers.worry": gettext_lazy("Mentoring: somebody would like a talk"),
}

DATA_LABELS = {
    "way": gettext_lazy("how they came together"),
    "as_": gettext_lazy("as"),
    "held_on": gettext_lazy("date"),
    "due_on": gettext_lazy("due"),
    "version": gettext_lazy("version"),
    "pairs": gettext_lazy("pairs"),
    "confirmed": gettext_lazy("confirmed"),
    "refused": gettext_lazy("refused"),
    "achievement": gettext_lazy("goal achievement in percent"),
}

DATA_CHOICES = {"way": MatchWay.choices, "as_": PairRole.choices}
