"""The list pattern: filters in the address, chips, saved filters, chosen columns, export, bulk actions, bounded paging."""
