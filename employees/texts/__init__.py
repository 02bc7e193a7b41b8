"""Staff records in words: what pages, files and mails say about them."""
