"""Nothing typed is lost: drafts on the server, uploads kept, forms counted once, no silent overwriting."""
