"""An exam in a real browser: the code, saving, a broken line, another device, handing in; and the proctor beside it."""

from __future__ import annotations

from careers.enums import AttendanceState, DutyKind
from careers.models import Answer, SittingCandidate
from tests.factories.exam import give, make_sitting


def test_an_exam_survives_a_broken_line_and_a_change_of_device(person_for, world):
    parts = [("Anggaran", "easy", "single", 4, 1), ("Anggaran", "", "essay", 1, 10)]
    sitting = make_sitting(
        world.village, parts=parts, extra_items=[{"essay": True}], people=[world.users["employee"].employee]
    )
    give(sitting, world.users["supervisor"].employee, DutyKind.PROCTOR)
    candidate = sitting.candidates.get()
    desk, proctor = person_for("employee").speak("en"), person_for("supervisor").speak("en")

    desk.go(candidate.get_absolute_url())
    desk.check()
    desk.fill(code=candidate.start_code)
    desk.press("Start the exam")
    state = desk.page.locator("[data-exam-state]")
    state.get_by_text("All answers are saved.").wait_for()
    desk.check()
    first, second = (desk.page.locator(".exam-question:has(input[type=radio])").nth(number) for number in (0, 1))
    first.locator("input[type=radio]").nth(1).check()
    state.get_by_text("All answers are saved.").wait_for()
    desk.page.wait_for_timeout(500)
    assert Answer.objects.count() == 1

    desk.page.context.set_offline(True)
    second.locator("input[type=radio]").nth(2).check()
    desk.page.locator("textarea").fill("Jawaban yang panjang")
    state.get_by_text("Not saved yet").wait_for()
    assert Answer.objects.count() == 1
    desk.page.context.set_offline(False)
    state.get_by_text("All answers are saved.").wait_for(timeout=30_000)
    desk.faults.clear()
    assert Answer.objects.count() == 3

    proctor.go(f"/careers/exams/sittings/{sitting.pk}/board/")
    proctor.page.get_by_text("3 / 5").wait_for()
    proctor.check()

    phone = person_for("employee").speak("en")
    phone.go(candidate.get_absolute_url())
    phone.fill(code=candidate.start_code)
    phone.press("Go on here")
    phone.page.locator("[data-exam-state]").get_by_text("All answers are saved.").wait_for()
    assert phone.page.locator("textarea").input_value() == "Jawaban yang panjang"
    with desk.expecting(409):
        first.locator("input[type=radio]").nth(0).check()
        desk.page.locator(".exam-clock").get_by_text("opened on another device").wait_for()
    assert second.locator("input[type=radio]").nth(0).is_disabled()
    assert state.inner_text() == ""

    phone.page.locator(f"#{first.get_attribute('id')} input[type=radio]").nth(3).check()
    phone.page.locator("[data-exam-state]").get_by_text("All answers are saved.").wait_for()
    phone.page.wait_for_timeout(500)
    desk.go(candidate.get_absolute_url())
    desk.fill(code=candidate.start_code)
    desk.press("Go on here")
    first.get_by_text("was saved later, on another device").wait_for()
    desk.check()
    assert first.locator("input[type=radio]").nth(3).is_checked()
    desk.press("Let this answer count")
    state.get_by_text("All answers are saved.").wait_for()
    first.get_by_text("was saved later, on another device").wait_for(state="detached")
    assert first.locator("input[type=radio]").nth(0).is_checked()

    phone.go(candidate.get_absolute_url())
    phone.fill(code=candidate.start_code)
    phone.press("Go on here")
    phone.page.locator("[data-exam-state]").get_by_text("All answers are saved.").wait_for()
    phone_first = phone.page.locator(f"#{first.get_attribute('id')}")
    assert phone_first.locator("input[type=radio]").nth(0).is_checked()

    phone.press("Save and hand in")
    phone.page.get_by_text("3 of 5 questions are answered and saved.").wait_for()
    phone.press("Hand in")
    phone.page.get_by_text("By subject").first.wait_for()
    phone.check()
    assert SittingCandidate.objects.get().state == AttendanceState.FINISHED
