"""One search box over what the user may see."""
