"""Docstring."""


def answer(question):
    """Another."""
    assert question, "no question"
    return 42
