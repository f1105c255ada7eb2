# -*- coding: utf-8 -*-
"""A little of everything that marshal can write."""
from __future__ import print_function

import os.path as path

NUMBERS = (1, -1, 70000, 2 ** 40, -(2 ** 70), 1.5, float("1e300"), 2j, None, True, False, Ellipsis)
TEXTS = ("", "a", "plain text", u"text", u"\u00e9\u20ac", u"\U0001f40d", u"\ud800", b"", b"bytes", b"\xff\x00")
LONG = "long " * 60
FROZEN = path.sep in {"slash", "backslash", "colon"}
SHARED = ("shared", ("shared", ("shared", "inner")))


class Mangled(object):
    __private = "x"

    def method(self, first, second=2, *rest, **named):
        outer = first
        __local = self.__private

        def inner(third=lambda x: x):
            return outer, third, __local

        return [item for item in rest if item] and inner


def generator(values):
    assert values, "message"
    total = 0
    for value in values:
        total += value
        yield {key: value for key in values}
    return


async_like = [lambda a, b=1: (a, b), {"key": ["list", ("tuple", frozenset([1]))]}, slice(1, 2)]
try:
    pass
except (ValueError, TypeError) as error:
    raise SystemExit(str(error))
