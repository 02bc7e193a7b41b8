"""Who may do what, by room. `careers.registration` imports them all, which registers the permissions."""
