"""Tags that every template knows: words and addresses found once, and parts of a page that are kept between requests.

`translate`, `url` and `static` are Django's own, but for texts and names that stand in the template itself they answer
the second time from memory. `kept` does the same for a whole part of a page.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

from django import forms, template
from django.conf import settings
from django.template import Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, Variable, token_kwargs
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as do_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.templatetags.static import StaticNode, do_static
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from asn_portal.form_rendering import draw_filter_field

register = template.Library()

# How many drawings of one part of a template a process keeps, before it begins anew.
KEPT_DRAWINGS = 1000
# Nobody can type what stands for a fresh value while a part is drawn: it is drawn by lot when the process begins.
_MARK = f"fresh-{secrets.token_hex(12)}-"
_MARKS = re.compile(f"{_MARK}([a-z_]+)-")


class _Word(Node):
    """A text that stands in the template: one translation for each language."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.found: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        language = get_language()
        word = self.found.get(language)
        if word is None:
            word = self.found[language] = self.node.render(context)
        return word


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    node = do_translate(parser, token)
    is_literal = _is_literal(node.filter_expression)
    return _Word(node) if is_literal and not (node.asvar or node.message_context or node.noop) else node


class _Address(Node):
    """The address of a page that has only one: the same until the process ends."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self.node = node
        self.name, node.asvar = node.asvar, None
        self.found: dict[tuple[Any, ...], str] = {}

    def render(self, context: Any) -> str:
        place = (get_urlconf(), get_script_prefix())
        address = self.found.get(place)
        if address is None:
            address = self.found[place] = self.node.render(context)
        if self.name is None:
            return address
        context[self.name] = address
        return ""


@register.tag("url")
def url(parser: Parser, token: Token) -> Node:
    node = do_url(parser, token)
    # Of an address that may be missing (`as`), each request is to find out anew.
    is_fixed = _is_literal(node.view_name) and not (node.args or node.kwargs or node.asvar)
    return _Address(node) if is_fixed else node


class _File(Node):
    """The address of a static file named in the template."""

    child_nodelists = ()

    def __init__(self, node: StaticNode) -> None:
        self.node = node
        self.found = ""

    def render(self, context: Any) -> str:
        if not self.found or settings.DEBUG:
            self.found = self.node.render(context)
        return self.found


@register.tag("static")
def static(parser: Parser, token: Token) -> Node:
    node = do_static(parser, token)
    return _File(node) if _is_literal(node.path) and node.varname is None else node


def _is_literal(expression: FilterExpression) -> bool:
    found = expression.var
    return not expression.filters and (not isinstance(found, Variable) or isinstance(found.literal, str))


class _Kept(Node):
    """See `kept`."""

    def __init__(self, values: dict[str, Any], fresh: dict[str, Any], nodelist: NodeList) -> None:
        self.values, self.fresh, self.nodelist = values, fresh, nodelist
        self.drawings: dict[tuple[Any, ...], list[str]] = {}

    def render(self, context: Any) -> SafeString:
        values = [_hashable(value.resolve(context)) for value in self.values.values()]
        key = (get_language(), *values)
        drawing = self.drawings.get(key)
        if drawing is None or settings.DEBUG:
            if len(self.drawings) >= KEPT_DRAWINGS:
                self.drawings.clear()
            drawing = self.drawings[key] = self._draw(context, values)
        parts = list(drawing)
        if len(parts) > 1:
            filled: dict[str, str] = {}
            for place in range(1, len(parts), 2):
                name = parts[place]
                if name not in filled:
                    filled[name] = self._fresh(context, name)
                parts[place] = filled[name]
        return mark_safe("".join(parts))  # noqa: S308 -- drawn by the template, fresh values escaped

    def _draw(self, context: Any, values: list[Any]) -> list[str]:
        """Texts and, between them, the names of fresh values. Only what was named is known inside."""
        known = dict(zip(self.values, values, strict=True))
        marks = {name: mark_safe(f"{_MARK}{name}-") for name in ("csrf_token", *self.fresh)}  # noqa: S308
        return _MARKS.split(self.nodelist.render(context.new({**known, **marks})))

    def _fresh(self, context: Any, name: str) -> str:
        value = context.get("csrf_token", "") if name == "csrf_token" else self.fresh[name].resolve(context)
        return conditional_escape(value)


def _hashable(value: Any) -> Any:
    """Lists of a context as tuples, everything else but numbers as text that is not marked as safe: a drawing with
    safe text must not serve for the same text that somebody typed."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, list | tuple):
        return tuple(_hashable(each) for each in value)
    if isinstance(value, dict):
        return _Entry((name, _hashable(each)) for name, each in value.items())
    # Adding plain text takes the mark away.
    return str(value) + ""


class _Entry(tuple[tuple[str, Any], ...]):
    """A dictionary of a context that can be part of a key; templates look into it as before."""

    __slots__ = ()

    def __getitem__(self, name: Any) -> Any:
        for key, value in self:
            if key == name:
                return value
        raise KeyError(name)


@register.tag("kept")
def kept(parser: Parser, token: Token) -> Node:
    """A part of a page that is drawn once for the same values and language, and kept.

        {% kept name=user.name fresh path=request.get_full_path %}…{{ name }}…{{ path }}…{% endkept %}

    Inside nothing is known but what is named here, so nothing can be forgotten: a value that is not named stays empty
    at once, for everybody. Values before `fresh` decide which drawing is taken (texts, numbers, lists and dictionaries
    of them). Those after it differ with each request: they are put in as text, also where the part came from memory,
    and no tag or filter can look at them. `{% csrf_token %}` is always fresh.
    """
    words = token.split_contents()[1:]
    at = words.index("fresh") if "fresh" in words else len(words)
    named, left = words[:at], words[at + 1 :]
    values, fresh = token_kwargs(named, parser), token_kwargs(left, parser)
    if named or left:
        raise TemplateSyntaxError(f"kept takes name=value only, not {[*named, *left]}")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(values, fresh, nodelist)


@register.filter
def drawn_filters(form: forms.BaseForm) -> list[SafeString]:
    """The visible fields of a filter bar, ready."""
    draw = getattr(form, "draw", draw_filter_field)
    return [draw(field, is_first=place == 0) for place, field in enumerate(form.visible_fields())]
