"""What only Python 3 has, and identifiers that it normalizes."""
import asyncio
from typing import Dict

ﬁeld = "the name is stored as: field"
µ = 3
数 = "kanji"
name: Dict[str, int] = {"annotated": 1}


def keyword_only(a, *, b: int = 2, c: str = "c") -> str:
    nonlocal_target = f"{a!r:>{b}} and {c}"

    async def inner():
        nonlocal nonlocal_target
        async for value in asyncio.sleep(0):
            nonlocal_target = [x async for x in value]
        return nonlocal_target

    return inner


def slices(values):
    return values[1:2], values[::-1], values[1:2:3]


def many(a):
    return f"{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}"


class Base(metaclass=type):
    __slots__ = ("__hidden", "open")

    def __init__(self):
        super().__init__()
        self.__hidden = __class__
