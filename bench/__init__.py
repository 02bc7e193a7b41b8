"""`make bench`: the budgets of docs/performance.md, measured beside a bare Django view on the same server."""
