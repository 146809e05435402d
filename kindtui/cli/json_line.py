"""JSON on one line, for programs."""


def json_line(value: object) -> str:
    """Return a value as JSON on one line, in ASCII.

    So every path survives: whatever the encoding of the terminal is, whatever characters are in the name,
    and bytes that are not UTF-8 too, as half surrogate pairs (`os.fsencode` gives the bytes back).
    """
    import json

    return json.dumps(value, separators=(",", ":"))
