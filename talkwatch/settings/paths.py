"""Where talkwatch keeps its files: the platform's folders, or one folder that the user names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """Four folders, of which none need exist yet, and the files that lie in them."""

    config: Path
    data: Path
    state: Path
    logs: Path

    @property
    def database(self) -> Path:
        """The store."""
        return self.data / "talkwatch.db"

    @property
    def config_file(self) -> Path:
        """What the user chose; it need not exist."""
        return self.config / "config.toml"

    @property
    def tracks(self) -> Path:
        """The folder of the user's own tracks; it need not exist."""
        return self.config / "tracks"

    @property
    def lock(self) -> Path:
        """Locked by the one process that writes; holds its process id."""
        return self.state / "talkwatch.lock"

    @property
    def digests_file(self) -> Path:
        """Which digests were written, and what they said."""
        return self.state / "digests.json"

    @property
    def log_file(self) -> Path:
        """What happened, for looking into troubles."""
        return self.logs / "talkwatch.log"


def paths(home: Path | None = None) -> Paths:
    """The folders under `home`, or the platform's own for this user (XDG on Linux) when it is None."""
    if home is not None:
        root = home.expanduser().absolute()
        return Paths(root / "config", root / "data", root / "state", root / "logs")
    import platformdirs  # noqa: PLC0415 - not needed with a home of one's own, and start-up counts each module

    dirs = platformdirs.PlatformDirs("talkwatch", appauthor=False)
    return Paths(dirs.user_config_path, dirs.user_data_path, dirs.user_state_path, dirs.user_log_path)
