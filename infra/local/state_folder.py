"""The one ignored folder with everything local, held by one run at a time."""

import contextlib
import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.local.folder import clear_parts, write_whole

LOCAL_FILE = "local.json"


class StateInUseError(Exception):
    """Another run holds the state folder; the message says which process."""


@dataclass(frozen=True, slots=True)
class LocalFile:
    """What `firebreak --local` reads to find a running machine."""

    url: str
    endpoint_url: str
    region: str
    stack: str
    aws_access_key_id: str
    aws_secret_access_key: str
    pid: int
    outputs: Mapping[str, str]
    physical_ids: Mapping[str, str]


class StateFolder:
    """The folder, locked from `hold` to `release`; the lock ends with the process, however that ends."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._lock: int | None = None

    def hold(self) -> None:
        """Take the folder and clear away what an interrupted run left; raises StateInUseError."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._lock, 64).decode(errors="replace")
            # Not `release`: what lies in the folder is the holder's.
            os.close(self._lock)
            self._lock = None
            raise StateInUseError(f"{self.path} is in use by process {holder}: end that first") from error
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, str(os.getpid()).encode(), 0)
        (self.path / LOCAL_FILE).unlink(missing_ok=True)
        clear_parts(self.path)

    def publish(self, found: LocalFile) -> None:
        """Tell other commands where the machine is."""
        write_whole(self.path / LOCAL_FILE, json.dumps(asdict(found), indent=2).encode())

    def release(self) -> None:
        """Let others have the folder. May be called twice."""
        if self._lock is not None:
            with contextlib.suppress(FileNotFoundError):
                (self.path / LOCAL_FILE).unlink()
            os.close(self._lock)
            self._lock = None
