"""Sentences of exams for codes of the domain, and words of their events."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers.domain.exam_item import ItemFault
from careers.domain.gift import GiftCode, GiftFault
from careers.enums import ItemKind

ITEM_FAULTS = {
    ItemFault.NO_TEXT: gettext_lazy("Write the question."),
    ItemFault.FEW_OPTIONS: gettext_lazy("Write at least two answers to choose from."),
    ItemFault.MANY_OPTIONS: gettext_lazy("Write at most ten answers to choose from."),
    ItemFault.EMPTY_OPTION: gettext_lazy("An answer is empty. Write it or take it away."),
    ItemFault.SAME_OPTIONS: gettext_lazy("Two answers read alike. Change one of them."),
    ItemFault.NO_RIGHT: gettext_lazy("Say which answer is right."),
    ItemFault.SEVERAL_RIGHT: gettext_lazy(
        "Only one answer can be right here. Choose “Several right answers” for more."
    ),
    ItemFault.WEIGHT_RANGE: gettext_lazy("A weight lies between −100 and 100."),
    ItemFault.WEIGHT_SUM: gettext_lazy("The weights of the right answers must add up to 100."),
    ItemFault.NOT_A_NUMBER: gettext_lazy(
        "The right answer must be a number, such as 12 or 12.5, and its tolerance too."
    ),
    ItemFault.NO_ANSWER: gettext_lazy("Write at least one answer that earns all points."),
}

GIFT_FAULTS = {
    GiftCode.NOT_CLOSED: gettext_lazy("The closing brace “}” is missing. Put it behind the answers."),
    GiftCode.NOT_OPENED: gettext_lazy("There is a “}” without “{”. Put “{” before the answers, or write \\}."),
    GiftCode.SECOND_ANSWER: gettext_lazy(
        "A question has two parts in braces. Put an empty line between questions, or write \\{ for a brace in the text."
    ),
    GiftCode.NO_ANSWER_PART: gettext_lazy("The part in braces is missing. Add the answers, or {} for an essay."),
    GiftCode.TITLE_NOT_CLOSED: gettext_lazy("The title is not closed. Write it as ::title::."),
    GiftCode.MISSING_WORD: gettext_lazy(
        "There is text behind the answers. Gaps in a sentence are not used here: put the answers at the end."
    ),
    GiftCode.MATCHING: gettext_lazy("Matching questions (->) are not used here. Make one question of each pair."),
    GiftCode.HTML: gettext_lazy("HTML is not used here. Write plain text and take [html] away."),
    GiftCode.BAD_WEIGHT: gettext_lazy("This weight can't be read. Write it as %50% or %-25%."),
    GiftCode.BAD_NUMBER: gettext_lazy("This number can't be read. Write it as #12, #12.5:0.5 or #1..5."),
    GiftCode.BAD_RANGE: gettext_lazy("This range can't be read. Write the lower end first, as #1..5."),
    GiftCode.TEXT_BEFORE_ANSWER: gettext_lazy("There is text before the first answer. Begin each answer with = or ~."),
}


def gift_sentence(fault: GiftFault) -> str:
    """Where, what, and the cure."""
    words = GIFT_FAULTS[fault.code] if isinstance(fault.code, GiftCode) else ITEM_FAULTS[fault.code]
    place = _("Line %(line)s") % {"line": fault.line}
    return f"{place}: {words} ({fault.found})" if fault.found else f"{place}: {words}"


def third_marker_sentence(count: int) -> str:
    return ngettext(
        "The two marks of %(count)s essay lie too far apart. Give a third person the duty “Marker of essays”.",
        "The two marks of %(count)s essays lie too far apart. Give a third person the duty “Marker of essays”.",
        count,
    ) % {"count": count}


def answer_help(kind: str) -> str:
    """How the answers of an item of this kind are written in its form."""
    return {
        ItemKind.SINGLE: _("One answer on each line; a * before the right one."),
        ItemKind.MULTIPLE: _(
            "One answer on each line; a * before each right one. The right ones share the points, and a wrong tick "
            "takes away as much as a right one gives."
        ),
        ItemKind.TRUE_FALSE: _("Write B if the statement is true, S if it is false."),
        ItemKind.NUMBER: _("The right number; behind a colon how far off still counts: 12.5:0.5."),
        ItemKind.SHORT_TEXT: _("Each accepted answer on a line of its own. Capitals don't matter."),
        ItemKind.ESSAY: _("Leave this empty: people mark essays."),
    }[ItemKind(kind)]


# What events carry beside their object.
EXAM_DATA_LABELS = {
    "before": gettext_lazy("before"),
    "after": gettext_lazy("after"),
    "candidate": gettext_lazy("candidate"),
    "device": gettext_lazy("device number"),
    "duty": gettext_lazy("duty"),
    "items": gettext_lazy("items"),
    "mean_before": gettext_lazy("mean before"),
    "mean_after": gettext_lazy("mean after"),
    "minutes": gettext_lazy("minutes"),
    "papers": gettext_lazy("papers"),
    "room": gettext_lazy("room"),
    "verdict": gettext_lazy("verdict"),
    "differences": gettext_lazy("differences"),
    "saved_answers": gettext_lazy("saved before, by question"),
    "kept_answers": gettext_lazy("kept, by question"),
}

EXAM_EVENTS = {
    "view.exam_paper": gettext_lazy("Printed exam paper"),
    "view.exam_item": gettext_lazy("Exam item with its key"),
    "careers.bank_created": gettext_lazy("Item bank created"),
    "careers.item_written": gettext_lazy("Exam item written"),
    "careers.item_changed": gettext_lazy("Exam item changed"),
    "careers.item_proposed": gettext_lazy("Exam item given to review"),
    "careers.item_reviewed": gettext_lazy("Exam item reviewed"),
    "careers.item_retired": gettext_lazy("Exam item retired"),
    "careers.items_imported": gettext_lazy("Exam items imported"),
    "careers.blueprint_saved": gettext_lazy("Blueprint of an exam saved"),
    "careers.sitting_planned": gettext_lazy("Exam sitting planned"),
    "careers.sitting_changed": gettext_lazy("Exam sitting changed"),
    "careers.sitting_room_added": gettext_lazy("Exam room added"),
    "careers.sitting_room_removed": gettext_lazy("Exam room removed"),
    "careers.sitting_duty_given": gettext_lazy("Exam duty given"),
    "careers.sitting_duty_taken": gettext_lazy("Exam duty taken away"),
    "careers.sitting_candidates_added": gettext_lazy("Candidates added to an exam"),
    "careers.sitting_candidate_removed": gettext_lazy("Candidate removed from an exam"),
    "careers.papers_made": gettext_lazy("Exam papers made"),
    "careers.sitting_opened": gettext_lazy("Exam opened"),
    "careers.sitting_closed": gettext_lazy("Exam closed"),
    "careers.sitting_cancelled": gettext_lazy("Exam cancelled"),
    "careers.exam_started": gettext_lazy("Exam started"),
    "careers.exam_device_changed": gettext_lazy("Exam continued on another device"),
    "careers.exam_handed_in": gettext_lazy("Exam handed in"),
    "careers.exam_time_changed": gettext_lazy("Exam time changed"),
    "careers.exam_ended": gettext_lazy("Exam ended by the proctor"),
    "careers.exam_on_paper": gettext_lazy("Exam moved to paper"),
    "careers.paper_keyed": gettext_lazy("Paper answers typed in"),
    "careers.paper_settled": gettext_lazy("Differences of typed-in answers settled"),
    "careers.saved_answers_replaced": gettext_lazy("Saved answers replaced by those on paper"),
    "careers.essay_marked": gettext_lazy("Essay marked"),
    "careers.item_dropped": gettext_lazy("Exam item dropped, scores worked out anew"),
    "careers.exam_published": gettext_lazy("Exam results published"),
}

EXAM_NOTICES = {
    "careers.exam_invited": gettext_lazy("Exam: you are invited to a sitting"),
    "careers.exam_duty": gettext_lazy("Exam: you have a duty in a sitting"),
    "careers.exam_time": gettext_lazy("Exam: your time was changed"),
    "careers.exam_result": gettext_lazy("Exam: your result is out"),
    "careers.item_review": gettext_lazy("Exam: your item was reviewed"),
}
