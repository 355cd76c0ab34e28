"""State of what moto has no back end for. It is emptied whenever moto is reset."""

from __future__ import annotations

from typing import Any


class Store:
    """Dictionaries by key: a service, mostly with an account and a region."""

    def __init__(self) -> None:
        self._sections: dict[tuple[str, ...], dict[str, Any]] = {}

    def section(self, *key: str) -> dict[str, Any]:
        """Return the dictionary of `key`, made empty on first use."""
        return self._sections.setdefault(key, {})

    def clear(self) -> None:
        """Forget everything."""
        self._sections.clear()


STORE = Store()
