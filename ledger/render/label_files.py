"""Label files: the texts that everything is told in, by their keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Mapping
from functools import cache
from pathlib import Path


class LabelFiles(Mapping[str, str]):
    """The texts of some label files, each read when a key stands in none of those before it: most reports need two."""

    def __init__(self, folder: Path, groups: Iterator[str]) -> None:
        """Open no file as yet.

        Args:
            folder: Where the files of one language are.
            groups: Their names without the ending, in the order in which they are looked into.
        """
        self._folder = folder
        self._unread = groups
        self._read: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        while key not in self._read:
            if not self._read_next():
                raise KeyError(key)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        while self._read_next():
            pass
        return iter(self._read)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read_next(self) -> bool:
        """Read one file more; return whether there was one."""
        group = next(self._unread, None)
        if group is None:
            return False
        self._read |= read_texts(self._folder / f"{group}.toml")
        return True


@cache
def read_texts(path: Path) -> dict[str, str]:
    """Return the texts of a file that has nothing else.

    Its lines are a key and a text in quotes, which JSON reads in a tenth of the time that `tomllib` takes to be loaded;
    a file with anything else in it is TOML all the same.
    """
    content = path.read_text(encoding="utf-8")
    lines = [line.replace('" = "', '":"', 1) for line in content.split("\n") if line and line[0] != "#"]
    try:
        texts: dict[str, str] = json.loads(f"{{{','.join(lines)}}}")
    except ValueError:
        import tomllib  # noqa: PLC0415 - shipped files have nothing but such lines

        texts = tomllib.loads(content)
    return texts
