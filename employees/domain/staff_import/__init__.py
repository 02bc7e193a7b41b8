"""What a row of an office's staff list says, and what storing it would change. No file formats, no database."""
