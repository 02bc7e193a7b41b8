"""Gathers what pages, sheets and PDFs show into plain objects, one module per output."""
