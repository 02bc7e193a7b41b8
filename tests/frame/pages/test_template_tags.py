"""Parts of pages that are kept between requests."""

from __future__ import annotations

import pytest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from asn_portal import template_tags


def kept(inside: str, named: str) -> Template:
    return Template(f"{{% kept {named} %}}{inside}{{% endkept %}}")


def test_a_kept_part_is_drawn_once_for_the_same_values():
    part = kept("{{ name }}", "name=name")
    first = [part.render(Context({"name": name})) for name in ("Siti", "Budi")]
    drawings = part.nodelist[0].drawings
    for key in drawings:
        drawings[key] = [f"{key[-1]} from memory"]

    again = [part.render(Context({"name": name})) for name in ("Siti", "Budi", "Dewi")]

    assert first == ["Siti", "Budi"]
    assert again == ["Siti from memory", "Budi from memory", "Dewi"]


def test_a_kept_part_knows_nothing_but_what_is_named():
    part = kept("{{ name }}{{ secret }}{{ request.path }}", "name=name")

    assert part.render(Context({"name": "Siti", "secret": "salary", "request": "r"})) == "Siti"


def test_fresh_values_are_put_in_each_time_and_escaped():
    part = kept('<a href="{{ path }}">{{ name }}</a>{{ path }}', "fresh name=name path=path")

    drawn = [part.render(Context({"name": name, "path": "/a?b&c"})) for name in ("<Siti>", "Budi")]

    assert drawn == [
        '<a href="/a?b&amp;c">&lt;Siti&gt;</a>/a?b&amp;c',
        '<a href="/a?b&amp;c">Budi</a>/a?b&amp;c',
    ]
    assert len(part.nodelist[0].drawings) == 1


def test_the_csrf_token_is_fresh(rf):
    part = kept("{% csrf_token %}", "")

    drawn = [part.render(RequestContext(rf.get("/"))) for _ in range(2)]

    assert all('name="csrfmiddlewaretoken" value="' in each for each in drawn)
    assert drawn[0] != drawn[1]


def test_safe_text_is_not_drawn_for_the_same_text_that_is_not():
    part = kept("{{ text }}", "text=text")

    drawn = [part.render(Context({"text": text})) for text in (mark_safe("<b>x</b>"), "<b>x</b>")]

    assert drawn == ["&lt;b&gt;x&lt;/b&gt;"] * 2


def test_a_kept_part_is_drawn_for_each_language():
    part = kept('{% translate "Search" %}', "")

    drawn = []
    for language in ("id", "en"):
        with translation.override(language):
            drawn.append(part.render(Context()))

    assert drawn == ["Cari", "Search"]


def test_lists_of_dictionaries_decide_what_is_drawn():
    part = kept(
        "{% for each in columns %}{{ each.label }}{% if each.shown %}!{% endif %} {% endfor %}", "columns=columns"
    )

    drawn = [
        part.render(Context({"columns": [{"label": "Name", "shown": shown}, {"label": "NIP", "shown": True}]}))
        for shown in (True, False)
    ]

    assert drawn == ["Name! NIP! ", "Name NIP! "]


def test_a_part_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(template_tags, "KEPT_DRAWINGS", 3)
    part = kept("{{ number }}", "number=number")

    drawn = [part.render(Context({"number": number})) for number in range(8)]

    assert drawn == [str(number) for number in range(8)]
    assert len(part.nodelist[0].drawings) <= 3


@pytest.mark.parametrize("words", ["name", "name=name fresh path", "fresh path as x"])
def test_kept_wants_names(words):
    with pytest.raises(TemplateSyntaxError):
        kept("", words)


@pytest.mark.parametrize(
    ("tag", "drawn"),
    [
        ('{% translate "Search" %}', "Cari"),
        ('{% translate "100%" %}', "100%"),
        ('{% translate "Search" as word %}{{ word }}', "Cari"),
        ("{% translate name %}", "Cari"),
        ('{% translate "Search"|upper %}', "CARI"),
        ('{% url "home:index" %}', "/"),
        ('{% url "home:index" as home %}{{ home }}', "/"),
        ('{% url "none:such" as none %}{{ none }}', ""),
        ('{% url "employees:employee-detail" 3 %}', "/employees/3/"),
        ("{% url page %}", "/employees/"),
    ],
)
def test_words_and_addresses_are_those_of_django(tag, drawn):
    template = Template(tag)

    for _ in range(2):
        assert template.render(Context({"name": "Search", "page": "employees:employee-list"})) == drawn
