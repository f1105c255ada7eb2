"""Compiles the sources under test/cases/pyc with the running Python.

    for python in python2.7 python3.6 ... pypy3; do $python scripts/make-pyc-fixtures.py; done

Writes <source>/<tag>.pyc, with what this Python's own `marshal` sees in it as <source>/<tag>.json;
modes/<tag>.<validation>.<optimization>.pyc; planted/<tag>.pyc and spoken/<tag>.pyc with placeholders for
the secrets.
The recorded path and time are fixed, so that a second run changes nothing. Python 2.7 and 3.6 on.
"""

import io
import json
import os
import py_compile
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
CASES = os.path.join(os.path.dirname(HERE), "test", "cases", "pyc")
PY2 = sys.version_info[0] == 2
NAME = "pypy" if hasattr(sys, "pypy_version_info") else "cpython"
TAG = "%s-%d%d" % ((NAME,) + tuple(sys.version_info[:2]))
MTIME = 1700000000
HOME = "/home/alice/project/"


def compile_to(source, target, **options):
    target = os.path.join(CASES, target)
    if not os.path.isdir(os.path.dirname(target)):
        os.makedirs(os.path.dirname(target))
    os.utime(source, (MTIME, MTIME))
    py_compile.compile(source, target, dfile=HOME + os.path.basename(source), doraise=True, **options)
    return target


def rich(name):
    target = compile_to(os.path.join(CASES, name + ".py"), os.path.join(name, TAG + ".pyc"))
    import importlib
    oracle = importlib.import_module("pyc-oracle")
    dump = oracle.dump(target)
    dump["file"] = name + ".py"
    with open(target[:-4] + ".json", "w") as file:
        json.dump(dump, file, sort_keys=True, separators=(",", ":"))
        file.write("\n")


def modes():
    source = os.path.join(CASES, "modes.py")
    if PY2:
        compile_to(source, "modes/%s.timestamp.0.pyc" % TAG)
        return
    validations = getattr(py_compile, "PycInvalidationMode", None)  # 3.7 on
    for mode in validations or [None]:
        name = mode.name.lower().replace("_", "-") if mode else "timestamp"
        options = {"invalidation_mode": mode} if mode else {}
        for level in (0, 1, 2):
            compile_to(source, "modes/%s.%s.%d.pyc" % (TAG, name, level), optimize=level, **options)


def planted(name):
    """Placeholders have the length of the values that the test puts in their place."""
    with io.open(os.path.join(CASES, name + ".json"), encoding="utf-8") as file:
        data = json.load(file)
    lines = []
    for number, plant in enumerate(data["plants"]):
        if PY2 and plant.get("python") == "3":
            continue
        placeholder = ("planted%02d" % number).ljust(data["lengths"][plant["kind"]], "x")
        lines.append(plant["where"].replace("@", placeholder))
    source = os.path.join(CASES, name + ".py")
    with io.open(source, "w", encoding="utf-8", newline="\n") as file:
        file.write(u"\n".join(lines) + u"\n")
    compile_to(source, "%s/%s.pyc" % (name, TAG))
    if name == "planted" and not PY2 and sys.version_info[:2] in ((3, 6), (3, 13)):
        compile_to(source, "planted/%s.opt-2.pyc" % TAG, optimize=2)
    os.remove(source)


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets
        os.environ["PYTHONHASHSEED"] = "0"
        raise SystemExit(subprocess.call([sys.executable] + sys.argv))
    if not PY2:
        rich("rich3")
    rich("rich")
    modes()
    planted("planted")
    planted("spoken")
    if sys.version_info >= (3, 7):
        compile_to(os.path.join(CASES, "payload.py"), "payload/%s.pyc" % TAG)
