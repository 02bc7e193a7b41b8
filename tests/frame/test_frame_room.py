"""Room for frames: what is called stays what it was."""

import pytest

from asn_portal.frame_room import FRAME_WORDS, with_room


def deep(levels):
    return 0 if levels == 0 else 1 + deep(levels - 1)


@with_room
def add(one, *, other):
    """Adds."""
    return one + other + deep(500)


def test_arguments_result_and_name_are_those_of_the_function():
    assert add(1, other=2) == 503
    assert (add.__name__, add.__doc__) == ("add", "Adds.")
    assert add.__code__.co_stacksize == FRAME_WORDS


def test_what_is_raised_comes_out():
    with pytest.raises(TypeError, match="other"):
        add(1)


def test_the_portal_is_served_with_room():
    from asn_portal.wsgi import application

    assert application.__code__.co_stacksize == FRAME_WORDS
