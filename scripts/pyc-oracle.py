"""What CPython's own `marshal` sees in bytecode files, to compare the reader with.

    python3 scripts/pyc-oracle.py FILE... > dump.jsonl        (any Python from 2.7 on)

One JSON document a line for each file. Every code object is listed in the order it begins in the
file; text stands as ["u", ...], bytes as ["b", ...] with one character a byte. Only for bytecode that
this very Python wrote and that is trusted: `marshal.loads` of hostile bytes can hang or crash.
"""

import json
import marshal
import sys

TEXT = type(u"")


def plain(value):
    if isinstance(value, bytes):
        return ["b", value.decode("latin-1")]
    if isinstance(value, TEXT):
        return ["u", value]
    if isinstance(value, (tuple, list)):
        return [type(value).__name__] + [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return [type(value).__name__] + [plain(item) for item in value]
    if isinstance(value, slice):
        return ["slice"] + [plain(item) for item in (value.start, value.stop, value.step)]
    if isinstance(value, dict) or type(value).__name__ == "frozendict":
        return [type(value).__name__] + [plain(pair) for pair in value.items()]
    if type(value).__name__ == "code":
        return "code"
    if value is None or value is True or value is False:
        return {None: "none", True: "true", False: "false"}[value]
    if value is Ellipsis:
        return "ellipsis"
    return "number"


def lines_of(code):
    """(start offset, line) of every stretch of bytecode that has another line than the one before."""
    import dis
    return [[start, line] for start, line in dis.findlinestarts(code) if line is not None]


def codes_of(code, found):
    found.append({
        "name": plain(code.co_name),
        "qualname": plain(getattr(code, "co_qualname", None)),
        "filename": plain(code.co_filename),
        "firstLine": code.co_firstlineno,
        "flags": code.co_flags,
        "argcount": code.co_argcount,
        "kwonly": getattr(code, "co_kwonlyargcount", 0),
        "names": [plain(name) for name in code.co_names],
        "varnames": [plain(name) for name in code.co_varnames],
        "freevars": [plain(name) for name in code.co_freevars],
        "cellvars": [plain(name) for name in code.co_cellvars],
        "consts": [plain(const) for const in code.co_consts],
        "code": len(code.co_code),
        "lines": lines_of(code),
    })
    for const in code.co_consts:
        walk(const, found)


def walk(value, found):
    if type(value).__name__ == "code":
        codes_of(value, found)
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            walk(item, found)


def shown(value):
    """How `inspect --strings` writes a constant."""
    if isinstance(value, TEXT):
        return value
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        text = repr(value)
        return text if text.startswith("b") else "b" + text


def strings_of(value, found):
    if type(value).__name__ == "code":
        for const in value.co_consts:
            strings_of(const, found)
    elif isinstance(value, (bytes, TEXT)):
        found.add(shown(value))
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            strings_of(item, found)
    elif isinstance(value, slice):
        strings_of((value.start, value.stop, value.step), found)
    elif type(value).__name__ == "frozendict":
        strings_of(tuple(value.items()), found)


def dump(path):
    with open(path, "rb") as file:
        data = file.read()
    header = 8 if sys.version_info < (3,) else 12 if sys.version_info < (3, 7) else 16
    found = []
    root = marshal.loads(data[header:])
    codes_of(root, found)
    strings = set()
    strings_of(root, strings)
    return {"file": path, "codes": found, "strings": [text for text in strings if text]}


if __name__ == "__main__":
    for name in sys.argv[1:] or (line.rstrip("\n") for line in sys.stdin):
        sys.stdout.write(json.dumps(dump(name)) + "\n")
