"""config.toml while the dashboard runs: taken up soon after it was saved. A file that is off changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkwatch.settings.config import Config
    from talkwatch.settings.paths import Paths

_Stamp = tuple[int, int, int] | None
"""When a file was changed (ns), its size and its inode; None where there is no file."""


class SettingsFile:
    """Looks whether the settings were saved since the last look."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._taken = self._seen = self._stamp()

    @property
    def is_changed(self) -> bool:
        """Whether the file is another one than that which was taken up; costs microseconds."""
        return self._stamp() != self._taken

    def look(self) -> Config | None:
        """What the file says, once it was changed and then lay still from one look to the next; else None.

        An editor may empty a file before it writes it. Raises ConfigError, once, for a file that is off.
        """
        before, self._seen = self._seen, self._stamp()
        if self._seen == self._taken or self._seen != before:
            return None
        self._taken = self._seen
        from talkwatch.settings.config import load_config
        from talkwatch.tui.run import check_keys

        config = load_config(self._paths)
        check_keys(config, self._paths)
        return config

    def _stamp(self) -> _Stamp:
        try:
            found = self._paths.config_file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
