"""The list pattern: filters in the address, saved filters, chosen columns, export, bulk actions, bounded paging."""
