"""What other apps export, each form read by a module of its own.

`forms` recognizes a form by its content. The module of the form turns it into an `Export`: texts with their
days, and a count of what is left out. A person says what they become (`Export.as_field`, `of_habits`), and
`new_entries` makes of them what is added to a journal that never had them.
"""
