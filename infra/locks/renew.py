"""Renews the locks: every package that is installed anywhere, with its hashes, and without a registry's address."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
#: The SAM command pins its own libraries, so it lives in an environment of its own.
SAM = 'aws-sam-cli==1.170.0; python_version < "3.15"'


def main() -> int:
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    compile_lock(["--extra", "dev", str(ROOT / "pyproject.toml")], HERE / "dev.txt")
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "sam.in"
        wanted.write_text(f"{SAM}\n", encoding="utf-8")
        compile_lock([str(wanted)], HERE / "sam.txt")
    return 0


def compile_lock(sources: list[str], lock: Path) -> None:
    """One lock for all supported Pythons, on Linux and macOS."""
    options = ["--quiet", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"]
    command = [sys.executable, "-m", "uv", "pip", "compile", *options, "--python-version", "3.11", *sources]
    subprocess.run([*command, "--output-file", str(lock)], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
