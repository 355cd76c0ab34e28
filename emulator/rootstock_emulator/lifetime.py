"""When the emulator ends: asked by a signal, or because whoever started it is gone."""

from __future__ import annotations

import os
import signal
import stat
import threading

PARENT_CHECK_SECONDS = 0.5
STDIN = 0


class Lifetime:
    """Watches from the moment it is made, so that an end during start-up is not missed."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._parent = os.getppid()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self._ended.set())
        if _stdin_is_a_pipe():
            threading.Thread(target=self._watch_stdin, daemon=True).start()

    def wait(self) -> None:
        """Return on SIGTERM, SIGINT, the end of a piped stdin, or the death of the parent process."""
        while not self._ended.wait(PARENT_CHECK_SECONDS) and os.getppid() == self._parent:
            pass

    def _watch_stdin(self) -> None:
        try:
            while os.read(STDIN, 4096):
                pass
        except OSError:
            pass
        self._ended.set()


def _stdin_is_a_pipe() -> bool:
    """A terminal or /dev/null says nothing about the parent; a pipe ends with it."""
    try:
        mode = os.fstat(STDIN).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
