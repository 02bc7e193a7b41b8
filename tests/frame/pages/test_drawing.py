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

from asn_portal.form_rendering import LongSelect
from asn_portal.listing.rows import draw_rows
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

    drawn = draw_rows(StaffTable(rows))

    assert squeezed(drawn) == squeezed(Template(OWN_LOOP).render(Context({"table": StaffTable(rows)})))


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
