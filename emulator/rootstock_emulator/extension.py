"""How a service's file adds to moto."""

from __future__ import annotations

import inspect


def extend(target: type, source: type) -> None:
    """Give moto's class `target` the methods and properties of `source`.

    moto's URL tables name its own classes, so a subclass would never be called: the methods are
    written as an ordinary class and put onto moto's.
    """
    for name, member in vars(source).items():
        if inspect.isfunction(member) or isinstance(member, (property, staticmethod)):
            setattr(target, name, member)
