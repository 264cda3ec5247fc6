"""Modules of Python's own loaded when something in them is first used; `cli` imports this early.

They are imported for what a command hardly ever does: `inspect` by click, a tenth of a report's start with `ast`, `dis`
and `tokenize`, which it brings; `ipaddress` by `pathlib`, for addresses on the web; of a workbook `hashlib`, which
brings OpenSSL, for pictures, and `bz2` and `lzma` for archives packed otherwise. Patterns that modules have are
compiled late as well, until `cli` says at its end that it is loaded.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from importlib.util import find_spec
from importlib.util import module_from_spec
from types import ModuleType

from ledger.core.late_pattern import late_patterns


class _Late(ModuleType):
    """A module that loads itself when something in it is first asked for.

    Python's own `importlib.util.LazyLoader` does so when the next module imports it, before anything is asked for.
    """

    def __getattr__(self, name: str) -> object:
        self.__class__ = ModuleType  # type: ignore[assignment] # from here on it is as any other
        if self.__spec__ and self.__spec__.loader:
            self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def _load_late(name: str) -> None:
    """Put a module that is not loaded yet among those that are."""
    spec = find_spec(name)
    if name not in sys.modules and spec:
        sys.modules[name] = module = module_from_spec(spec)
        module.__class__ = _Late


_LOADING = ExitStack()
_LOADING.enter_context(late_patterns())


def loaded() -> None:
    """Let patterns be compiled at once again, also for a program that has imported `cli`."""
    _LOADING.close()


for _name in ("bz2", "hashlib", "inspect", "ipaddress", "lzma"):
    _load_late(_name)
