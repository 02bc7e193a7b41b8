"""The official wording."""

import pytest

from surveys.domain.questionnaire import CURRENT, QUESTIONNAIRES, questionnaire
from surveys.enums import SurveyElement


def test_the_nine_elements_stand_in_the_order_of_the_annexed_questionnaire():
    assert [str(element) for element in CURRENT.elements] == [
        "requirements",
        "procedures",
        "completion_time",
        "cost",
        "product",
        "staff_competence",
        "staff_behaviour",
        "facilities",
        "complaint_handling",
    ]
    assert CURRENT.elements == tuple(SurveyElement)


def test_official_words_of_two_questions():
    by_element = {question.element: question for question in CURRENT.questions}

    cost, complaints = by_element[SurveyElement.COST], by_element[SurveyElement.COMPLAINT_HANDLING]

    assert cost.text.id == "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?"
    assert [option.id for option in cost.options] == ["Sangat mahal", "Cukup mahal", "Murah", "Gratis"]
    assert [option.id for option in complaints.options] == [
        "Tidak ada",
        "Ada tetapi tidak berfungsi",
        "Berfungsi kurang maksimal",
        "Dikelola dengan baik",
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_wording_exists_and_options_differ(language):
    for version in QUESTIONNAIRES.values():
        for question in version.questions:
            texts = [question.name, question.short, question.text, *question.options]
            assert all(text.in_language(language).strip() for text in texts)
            assert len({option.in_language(language) for option in question.options}) == 4


def test_questionnaire_of_an_unknown_version():
    with pytest.raises(ValueError, match="skm-1999"):
        questionnaire("skm-1999")
