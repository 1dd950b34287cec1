"""What hostile requests are made of: addresses, names, and values that were never meant."""

from __future__ import annotations

__all__ = [
    "ADDRESSES",
    "BROKEN",
    "DAYS",
    "FORMULAS",
    "HEADERS",
    "HOSTS",
    "KEYS",
    "MARKUP",
    "METHODS",
    "NAMES",
    "PAGING",
    "SQL",
    "TEXTS",
    "TRICKS",
    "VALUES",
]

ADDRESSES = (
    *("/api/events", "/api/documents", "/api/dyads", "/api/countries", "/api/movers"),
    *("/api/network", "/api/choices", "/api/corrections", "/api/export/csv", "/api/export/gdelt"),
    *("/api/dyads/{side}/{side}/series", "/api/dyads/{side}/{side}/tension"),
    *("/api/dyads/{side}/{side}/turning-points", "/api/dyads/{side}/{side}/timeline"),
    *("/api/events/{id}", "/api/documents/{id}", "/api/documents/{id}/layers"),
    *(
        "/",
        "/data",
        "/dyad",
        "/network",
        "/network/figure",
        "/search",
        "/try",
        "/event/{id}",
        "/document/{id}",
    ),
)
NAMES = (
    *("since", "until", "type", "status", "polarity", "claimed", "confidence", "source", "dataset"),
    *("actor", "recipient", "party", "dyad", "mode", "quad", "sector", "place", "run", "document"),
    *("q", "sort", "limit", "offset", "after", "period", "directed", "half_life", "level", "by"),
    *("days", "before", "minimum", "ties", "failed", "one", "other", "include", "least", "gone"),
    *("__class__", "token", "", "since[]", "q\x00"),
)
PAGING = (
    *("-1", "0", "99999999999999999999", "1e9", "NaN", "Infinity", "-inf", "0x10", " 5", "5.0", ""),
    *("2147483648", "-9223372036854775809", "1e400", "\u0663", "null", "true", "[]", "1_000"),
)
DAYS = (
    *("0001-01-01", "9999-12-31", "0000-00-00", "2016-02-30", "-0001-01-01", "10000-01-01", "1"),
    *("2016-13-01", "20161014", "253402300800", "-99999999999", "2016-10-14T00:00:00Z", "now"),
    *("2016-W41-5", "1970-01-01", "2200-06-01", "9999-12-30", "0001-01-02"),
)
SQL = (
    *("' OR '1'='1", "'; DROP TABLE documents; --", "1) UNION SELECT * FROM documents --", "$1"),
    *('" OR 1=1 --', "?", "%", "_", "\\", "read_csv('/etc/passwd')", "-day; DROP TABLE events"),
    *("'; ATTACH 'escape.duckdb'; --", "'; COPY documents TO 'escape.csv'; --", "day) --"),
    *("'; INSTALL httpfs; --", "id, (SELECT text FROM documents LIMIT 1)", "''; CHECKPOINT; --"),
)
BROKEN = (
    *("%ff%fe", "%c0%af", "%ed%a0%80", "%00", "%", "%zz", "%u0000", "%f4%90%80%80", "%e2%80%ae"),
    *("%0d%0aSet-Cookie:%20a=b", "%F0%9D%94%98", "%25%32%65", "&", "=", "&&==&", ";", "#", "+++"),
)
TRICKS = (
    *(
        "/bokeh/../../settings.py",
        "/bokeh/%2e%2e/%2e%2e/settings.py",
        "/bokeh/..%5c..%5csettings.py",
    ),
    *("/bokeh//etc/passwd", "/bokeh/js/%00", "/assets/../app.py", "/assets/%2e%2e%2fapp.py"),
    *("/assets/..%2f..%2f__init__.py", "//etc/passwd", "/../../../../etc/passwd", "/.git/config"),
    *(
        "/document//etc/passwd",
        "/api/documents/..%2f..%2fsecret.txt",
        "/api/export/..%2fsecret.txt",
    ),
    *("/bokeh/js/bokeh.min.js/../../..", "/assets/page.css%00.html", "/%2e%2e/%2e%2e/secret.txt"),
    *("/bokeh/file:///etc/passwd", "/proc/self/environ", "/bokeh/js/", "/api/../etc/passwd", "//"),
    *(
        "/event/../../secret.txt",
        "/bokeh/C:\\Windows\\win.ini",
        "/assets/",
        "/bokeh/.",
        "/a//b/../c",
    ),
)
HOSTS = (
    *("evil.example", "localhost.evil.example", "evil.example:8484", "127.0.0.1.evil.example", ""),
    *("[::1", "169.254.169.254", "localhost@evil.example", "evil.example#localhost", "0", "::"),
    *("localhost evil", "\x00", "a" * 5000, "localhost%00.evil.example", "0x7f.1", "2130706433"),
)
METHODS = (
    *(
        "PUT",
        "DELETE",
        "PATCH",
        "TRACE",
        "CONNECT",
        "OPTIONS",
        "HEAD",
        "get",
        "PROPFIND",
        "G\u00c9T",
    ),
    *("X" * 300, "POST", "QUERY"),
)
MARKUP = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>')
FORMULAS = ('=HYPERLINK("http://x")', "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C x'!A0")
HEADERS = (
    ("accept", "text/html"),
    ("accept", "\xff\xfe;q=NaN, */*;q=1e999"),
    ("accept-encoding", "gzip;q=0, br, identity;q=x"),
    ("cookie", 'detente_token=\xff; =; ;;; a="b; $Path=/'),
    ("cookie", "a=" + "b" * 20_000),
    ("range", "bytes=0-1"),
    ("range", "bytes=abc"),
    ("range", "bytes=9999999999-"),
    ("range", "bytes=" + ",".join(["0-1"] * 2000)),
    ("if-range", "\xff"),
    ("if-modified-since", "Sat, 99 Foo 99999 99:99:99 GMT"),
    ("if-none-match", "\x00"),
    ("content-length", "-1"),
    ("content-length", "99999999999999999999"),
    ("content-length", "1e3"),
    ("content-encoding", "gzip"),
    ("content-type", "multipart/form-data; boundary=" + "x" * 300),
    ("content-type", "application/json; charset=utf-7"),
    ("authorization", "Bearer " + "x" * 9000),
    ("authorization", "\xff"),
    ("origin", "http://[bad"),
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-for", "' OR 1=1 --"),
    ("x-http-method-override", "DELETE"),
    ("transfer-encoding", "chunked, identity"),
    ("upgrade", "websocket"),
    ("user-agent", "() { :; }; echo escape"),
)
VALUES = (
    *(None, True, -1, 10**30, 1.5, [], {}, "", "right", "retype", "split", "merge", "undo", "m0"),
    *("\ud800", "\x00", "a" * 30_000, ["e0", "e1"], ["x"] * 200, {"a": {"b": []}}, "ACCUSE", "cut"),
)
KEYS = (
    "say",
    "mention",
    "mentions",
    "event",
    "events",
    "type",
    "mode",
    "text",
    "title",
    "published",
)
TEXTS = (
    b'{"say": "wrong", "mention": "m000000000000000"',
    b"[" * 100_000,
    b'{"say":' * 20_000,
    b'{"text": ' + b"1" * 10_000 + b"}",
    b'{"say": NaN, "mention": Infinity}',
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
    b'{"text": "\xed\xa0\x80"}',
    b'{"\\ud800": 1, "say": "right"}',
    b'{"say": "right", "say": "wrong", "mention": "\\u0000"}',
    b'{"say": "\\ud800"}',
    b"null",
    b'"text"',
    b"",
    b"\x00" * 500,
)
