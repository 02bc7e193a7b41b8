"""The error that a service raises when a rule forbids what was asked."""


class DomainError(Exception):
    """A refusal whose message tells the user, in their language, what to do. Views show it; nothing was changed."""
