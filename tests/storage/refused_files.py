"""Files that cannot be a journal, each with one fault, and one without."""

META = b'"_meta":{"1":{"schema":1,"generation":1}}'
WHOLE = b'{"days":{"20261122":{"day":"2026-11-22"}},"settings":{},"acts":{},%b}' % META
NO_ZONE = b'"updated_at":"2026-11-22T08:00:00"'
EMPTY_DAY = b'{"day":"2026-11-22"}'


def with_day(day: bytes, doc_id: bytes = b"20261122") -> bytes:
    return b'{"days":{"%b":%b},%b}' % (doc_id, day, META)


def with_table(documents: bytes, name: bytes = b"later") -> bytes:
    return b'{"%b":%b,%b}' % (name, documents, META)


def nested(depth: int) -> bytes:
    return with_day(b'{"day":"2026-11-22","later":' + b"[" * depth + b"]" * depth + b"}")


REFUSED = {
    "not JSON": b"Dear diary",
    "blank": b" \n",
    "cut off": WHOLE[:-1],
    "something after it": WHOLE + b"{}",
    "zeros after it": WHOLE + bytes(512),
    "nothing but zeros": bytes(512),
    "a list": b"[]",
    "a number": b"1",
    "JSON of something else": b'{"name": {"1": {"version": "1.0"}}}',
    "a table that is a list": with_table(b"[]"),
    "a document that is a number": with_table(b'{"1":5}'),
    "a document without a number": with_table(b'{"first":{}}'),
    "a document with a number of another form": with_table(b'{"01":{}}'),
    "no _meta": b'{"days":{}}',
    "a _meta without a schema": b'{"_meta":{"1":{"generation":1}}}',
    "a schema in words": b'{"_meta":{"1":{"schema":"one","generation":1}}}',
    "a save time without a zone": b'{"_meta":{"1":{"schema":1,"generation":1,%b}}}' % NO_ZONE,
    "UTF-8 that is none": with_day(b'{"day":"2026-11-22","later":"\xff"}'),
    "UTF-16": WHOLE.decode().encode("utf-16"),
    "a key twice in a day": with_day(b'{"day":"2026-11-22","day":"2026-11-22"}'),
    "a key twice in an unknown part": with_day(b'{"day":"2026-11-22","later":{"a":1,"a":2}}'),
    "a key twice in the settings": with_table(b'{"1":{"grace":1,"grace":2}}', b"settings"),
    "a key twice in an unknown table": with_table(b'{"1":{"a":1,"a":2}}'),
    "a day twice": b'{"days":{"20261122":%b,"20261122":%b},%b}' % (EMPTY_DAY, EMPTY_DAY, META),
    "a table twice": b'{"days":{},"days":{},%b}' % META,
    "NaN": with_day(b'{"day":"2026-11-22","later":NaN}'),
    "Infinity": with_table(b'{"1":{"later":-Infinity}}'),
    "a number too large": with_day(b'{"day":"2026-11-22","later":1e999}'),
    "half a surrogate pair": with_table(b'{"1":{"later":"\\ud83d"}}'),
    "half a surrogate pair in a day": with_day(b'{"day":"2026-11-22","later":"\\ud83d"}'),
    "a day under another's number": with_day(EMPTY_DAY, b"20261123"),
    "a day without a date": with_day(b"{}"),
    "a date that is none": with_day(b'{"day":"2026-02-30"}', b"20260230"),
    "an act in no state": with_day(b'{"day":"2026-11-22","acts":[{"uid":"a","text":"b","state":"x"}]}'),
    "a line without its time": with_day(b'{"day":"2026-11-22","kept":[{"uid":"a","text":"b"}]}'),
    "an energy of ten": with_day(
        b'{"day":"2026-11-22","energy":{"value":10,"updated_at":"2026-11-22T08:00:00Z"}}'
    ),
    "an hour that is none": with_table(b'{"1":{"day_start":24}}', b"settings"),
    "far too deeply nested": nested(200_000),
}
