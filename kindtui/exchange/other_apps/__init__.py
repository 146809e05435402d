"""What other apps export, each form read by a module of its own.

`forms` recognizes a form by its content. The module of the form turns it into an `Export`: texts with their
days, and a count of what is left out. `journal_of` makes a journal of those that a person wants, and
`new_entries` adds to a journal what was never in it.
"""
