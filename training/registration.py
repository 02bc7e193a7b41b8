"""What the training app hangs into the frame: navigation, search, home, documents."""


def register() -> None:
    """Called once, when all apps are loaded."""
