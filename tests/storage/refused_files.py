"""Files that cannot be a journal, each with one fault, and one without."""

META = b'"_meta":{"1":{"schema":1,"generation":1}}'
VALID_FILE = b'{"days":{"20261122":{"day":"2026-11-22"}},"settings":{},"acts":{},%b}' % META
NAIVE_TIMESTAMP = b'"updated_at":"2026-11-22T08:00:00"'
EMPTY_DAY = b'{"day":"2026-11-22"}'


def file_with_day(day: bytes, doc_id: bytes = b"20261122") -> bytes:
    return b'{"days":{"%b":%b},%b}' % (doc_id, day, META)


def file_with_table(documents: bytes, name: bytes = b"later") -> bytes:
    return b'{"%b":%b,%b}' % (name, documents, META)


def nested_file(depth: int) -> bytes:
    return file_with_day(b'{"day":"2026-11-22","later":' + b"[" * depth + b"]" * depth + b"}")


REFUSED_FILES = {
    "not JSON": b"Dear diary",
    "blank": b" \n",
    "cut off": VALID_FILE[:-1],
    "something after it": VALID_FILE + b"{}",
    "zeros after it": VALID_FILE + bytes(512),
    "nothing but zeros": bytes(512),
    "a list": b"[]",
    "a number": b"1",
    "JSON of something else": b'{"name": {"1": {"version": "1.0"}}}',
    "a table that is a list": file_with_table(b"[]"),
    "a document that is a number": file_with_table(b'{"1":5}'),
    "a document without a number": file_with_table(b'{"first":{}}'),
    "a document with a number of another form": file_with_table(b'{"01":{}}'),
    "no _meta": b'{"days":{}}',
    "a _meta without a schema": b'{"_meta":{"1":{"generation":1}}}',
    "a schema in words": b'{"_meta":{"1":{"schema":"one","generation":1}}}',
    "a save time without a zone": b'{"_meta":{"1":{"schema":1,"generation":1,%b}}}' % NAIVE_TIMESTAMP,
    "UTF-8 that is none": file_with_day(b'{"day":"2026-11-22","later":"\xff"}'),
    "UTF-16": VALID_FILE.decode().encode("utf-16"),
    "a key twice in a day": file_with_day(b'{"day":"2026-11-22","day":"2026-11-22"}'),
    "a key twice in an unknown part": file_with_day(b'{"day":"2026-11-22","later":{"a":1,"a":2}}'),
    "a key twice in the settings": file_with_table(b'{"1":{"grace":1,"grace":2}}', b"settings"),
    "a key twice in an unknown table": file_with_table(b'{"1":{"a":1,"a":2}}'),
    "a day twice": b'{"days":{"20261122":%b,"20261122":%b},%b}' % (EMPTY_DAY, EMPTY_DAY, META),
    "a table twice": b'{"days":{},"days":{},%b}' % META,
    "NaN": file_with_day(b'{"day":"2026-11-22","later":NaN}'),
    "Infinity": file_with_table(b'{"1":{"later":-Infinity}}'),
    "a number too large": file_with_day(b'{"day":"2026-11-22","later":1e999}'),
    "half a surrogate pair": file_with_table(b'{"1":{"later":"\\ud83d"}}'),
    "half a surrogate pair in a day": file_with_day(b'{"day":"2026-11-22","later":"\\ud83d"}'),
    "a day under another's number": file_with_day(EMPTY_DAY, b"20261123"),
    "a day without a date": file_with_day(b"{}"),
    "a date that is none": file_with_day(b'{"day":"2026-02-30"}', b"20260230"),
    "an act in no state": file_with_day(b'{"day":"2026-11-22","acts":[{"uid":"a","text":"b","state":"x"}]}'),
    "a line without its time": file_with_day(b'{"day":"2026-11-22","kept":[{"uid":"a","text":"b"}]}'),
    "an energy of ten": file_with_day(
        b'{"day":"2026-11-22","energy":{"value":10,"updated_at":"2026-11-22T08:00:00Z"}}'
    ),
    "an hour that is none": file_with_table(b'{"1":{"day_start":24}}', b"settings"),
    "far too deeply nested": nested_file(200_000),
}
