"""What is drawn without templates, for speed, is what the templates would draw."""

from __future__ import annotations

import datetime
import re

import django_tables2 as tables
import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django_cotton.cotton_loader import Loader as CottonLoader

from asn_portal import template_loading
from asn_portal.form_rendering import LongSelect, draw_filter_field
from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from asn_portal.template_loading import LITERAL_ICON, Loader
from employees.models import Employee
from tests.factories.employees import EmployeeFactory


def squeezed(html: str) -> str:
    return re.sub(r">\s+<", "><", " ".join(str(html).split())).replace(" >", ">")


class Everything(forms.Form):
    text = forms.CharField(initial='<b>"quoted" & bold</b>', max_length=50)
    number = forms.IntegerField(initial=1250, min_value=0)
    decimal = forms.DecimalField(initial="12.5", localize=True)
    mail = forms.EmailField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x")
    day = forms.DateField(initial=datetime.date(2026, 11, 22))
    agree = forms.BooleanField(initial=True)
    chosen = forms.ChoiceField(choices=[("", "All"), ("a<", "<A> & co"), (3, 4000)], initial="a<")
    grouped = forms.ChoiceField(choices=[("Group & one", [("1", "One"), ("2", "Two")]), ("3", "Three")], initial="2")
    several = forms.MultipleChoiceField(choices=[("1", "One"), ("2", mark_safe("<i>Two</i>"))], initial=["2"])
    tri = forms.NullBooleanField()


@pytest.mark.parametrize("name", Everything.base_fields)
def test_fields_are_those_of_djangos_templates(name):
    drawn = str(Everything()[name])

    assert squeezed(drawn) == squeezed(Everything(renderer=TemplatesSetting())[name])


@pytest.mark.parametrize("value", ["", "2", None, "nowhere"])
def test_a_long_select_is_that_of_django(value):
    choices = [("", "All <units>"), (1, "Kota & Kabupaten"), (2, "\xa0\xa0Kecamatan")]
    attributes = {"id": "id_unit", "class": "form-select", "disabled": False, "required": True}

    drawn = LongSelect(choices=choices).render("unit", value, attributes)

    assert squeezed(drawn) == squeezed(
        forms.Select(choices=choices).render("unit", value, attributes, TemplatesSetting())
    )


class StaffTable(PortalTable):
    name = tables.Column(linkify=True, attrs={"td": {"class": "cell-title"}})
    rank_since = tables.DateColumn()
    nip = NumberColumn(attrs={"td": {"data-pk": lambda record: record.pk}})
    version = tables.Column()
    status = BadgeColumn(tones={"01": "good"})
    unit = tables.Column(accessor="unit__name")
    sex = tables.Column()
    phone = tables.Column()

    class Meta(PortalTable.Meta):
        model = Employee
        fields = ("name", "rank_since", "nip", "version", "status", "unit", "sex", "phone")

    def render_name(self, record):
        return record.full_name


OWN_LOOP = """{% load django_tables2 l10n %}{% for row in table.paginated_rows %}
<tr role="row" {{ row.attrs.as_html }}>{% for column, cell in row.items %}
<td role="cell" data-label="{{ column.header|striptags }}" {{ column.attrs.td.as_html }}>{{ cell }}</td>
{% endfor %}</tr>{% endfor %}"""


@pytest.mark.django_db
def test_rows_are_those_of_django_tables2():
    EmployeeFactory(name="Siti <Rahmawati>", back_title="S.H. & M.H.", version=1250)
    EmployeeFactory(rank_since=None, rank="")
    rows = Employee.objects.select_related("unit")

    drawn = StaffTable(rows).drawn_rows()

    assert squeezed(drawn) == squeezed(Template(OWN_LOOP).render(Context({"table": StaffTable(rows)})))


OWN_HEADS = """{% load django_tables2 %}{% for column in table.columns %}
<th role="columnheader" scope="col" {{ column.attrs.th.as_html }}
{% if column.is_ordered %}
aria-sort="{% if column.order_by_alias.is_descending %}descending{% else %}ascending{% endif %}"{% endif %}>
{% if column.orderable %}<a class="sort" href="{% querystring_replace
table.prefixed_order_by_field=column.order_by_alias.next without table.prefixed_page_field %}">{{ column.header }}
{% if not column.is_ordered %}<c-icon name="sort" size="s" />
{% elif column.order_by_alias.is_descending %}<c-icon name="sort-down" size="s" />
{% else %}<c-icon name="sort-up" size="s" />{% endif %}</a>
{% else %}{{ column.header }}{% endif %}</th>{% endfor %}""".replace("querystring_replace\n", "querystring_replace ")


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(), ("name",), ("-rank_since", "name")])
def test_headings_are_those_of_django_tables2(order, rf):
    request = rf.get("/list/", {"q": "a&b <c>", "sort": order, "page": "3"})
    table = StaffTable(Employee.objects.all(), order_by=order, request=request)
    table.before_render(request)

    drawn = table.drawn_heads()

    own = Template(LITERAL_ICON.sub(template_loading._drawn, OWN_HEADS))
    heads = squeezed(own.render(Context({"table": table, "request": request})))
    assert squeezed(drawn) == heads.replace(" <svg", "<svg")


class Filters(forms.Form):
    q = forms.CharField(required=False, widget=forms.TextInput(attrs={"type": "search"}), label="Name & NIP")
    unit = forms.ChoiceField(required=False, choices=[("", "All"), ("1", "<One>")])
    grown = forms.ChoiceField(required=False, choices=[("1", "A")], widget=forms.Select(attrs={"class": "wide"}))
    on = forms.DateField(required=False)
    is_open = forms.BooleanField(required=False)
    between = forms.SplitDateTimeField(required=False)


OWN_FILTER = """{% load crispy_forms_field %}
<div class="filter-field {% if is_first %}is-search{% endif %}">
  {% if field|is_checkbox %}<label class="check" for="{{ field.id_for_label }}">{{ field }} {{ field.label }}</label>
  {% elif field.use_fieldset %}<fieldset><legend class="form-label">{{ field.label }}</legend>{{ field }}</fieldset>
  {% else %}<label class="form-label" for="{{ field.id_for_label }}">{{ field.label }}</label>
    {% if field|is_select %}{% crispy_field field "class" "form-select" %}
    {% else %}{% crispy_field field "class" "form-control" %}{% endif %}
  {% endif %}{% for error in field.errors %}<p class="field-error">{{ error }}</p>{% endfor %}</div>"""


@pytest.mark.parametrize("data", [None, {"q": '"<x>', "unit": "1", "on": "2026-11-22"}, {"unit": "9", "on": "never"}])
@pytest.mark.parametrize("name", Filters.base_fields)
def test_filters_are_those_of_the_template(name, data):
    drawn = draw_filter_field(Filters(data)[name], is_first=name == "q")

    own = Template(OWN_FILTER).render(Context({"field": Filters(data)[name], "is_first": name == "q"}))
    assert squeezed(drawn) == squeezed(own).replace('class="filter-field "', 'class="filter-field"')


@pytest.mark.parametrize(
    "icon",
    [
        '<c-icon name="inbox" />',
        '<c-icon name="inbox" size="s" />',
        '<c-icon :name="item.icon" />',
        '<c-icon :name="item.icon" size="l" />',
    ],
)
def test_icons_are_those_of_the_component(icon, tmp_path):
    (tmp_path / "page.html").write_text(icon)
    engine = Template("").engine
    drawn = Loader(engine)._get_template_string(str(tmp_path / "page.html"))

    component = Template(CottonLoader(engine).cotton_compiler.process(icon))
    assert LITERAL_ICON.fullmatch(icon)
    context = Context({"item": {"icon": "bell"}})
    assert squeezed(Template(drawn).render(context)) == squeezed(component.render(context))


def test_pages_are_loaded_by_the_own_loader():
    """django-cotton's default app configuration would put its own loader in place of ours, without a word."""
    template = get_template("layouts/_top_bar.html").template

    assert isinstance(template.origin.loader, Loader)
    assert 'cotton icon name="search"' not in template.source
