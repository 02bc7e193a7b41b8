"""Rules of an office: values that hold from a date, for one government, until the next one begins.

An app says what its rules are and keeps the rest here: `rule.Rule` and its `Part`s describe a value, a `book.RuleBook`
reads the values of the app's model (`employees.models.DatedRule`), `services` set and take them back, `reports` show
them over time, `views.RulePages` holds the words of the app's pages and `urls.rule_paths` their addresses.
"""
