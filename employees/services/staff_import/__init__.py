"""A staff list on its way into the records: upload, check, apply, undo. Nothing is written before somebody confirms."""
