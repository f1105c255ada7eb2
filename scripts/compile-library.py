"""Compiles the running Python's library into a scratch folder and prints the bytecode files.

    python3 scripts/compile-library.py FOLDER

One number a file instead of its path, so that names never clash; with a second argument the source
of each file is printed too, after a tab. Works with Python 2.7 and 3.
"""

import os
import py_compile
import sys
import sysconfig

folder = sys.argv[1]
with_source = len(sys.argv) > 2
count = 0
for top, folders, files in os.walk(sysconfig.get_paths()["stdlib"]):
    folders.sort()
    for name in sorted(files):
        if not name.endswith(".py"):
            continue
        source = os.path.join(top, name)
        target = os.path.join(folder, "%05d.pyc" % count)
        try:
            py_compile.compile(source, cfile=target, doraise=True)
        except Exception:  # tests of the compiler itself: bad syntax, bad encodings
            continue
        count += 1
        sys.stdout.write(target + ("\t" + source if with_source else "") + "\n")
