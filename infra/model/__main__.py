"""`make model`: builds the model's files anew from the texts, the permitted sets and the teacher's soft labels.

    python -m infra.model teacher     fine-tunes the teacher and writes soft.npz: half an hour; needs torch
    python -m infra.model english     shared/triage/models/english.model: some minutes; needs numpy and scipy
    python -m infra.model languages   language.model and tone_*.model
    python -m infra.model vectors     vectors.model: needs torch

`english` and `languages` give the same bytes from the same inputs, packages and kind of processor; `vectors`, like the
teacher, rests on an encoder whose arithmetic differs between machines. What they print is the sum of each file.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
from pathlib import Path

MODELS = Path(__file__).parents[2] / "shared/triage/models"
SOFT = Path(__file__).parent / "soft.npz"


def main(asked: list[str]) -> int:
    shared = Path(os.environ.get("FIREBREAK_SHARED", Path(__file__).parents[3] / "shared"))
    if not (shared / "triage").is_dir():
        print(f"no labelled sets at {shared}: set FIREBREAK_SHARED to where they lie", file=sys.stderr)
        return 1
    unknown = set(asked) - {"teacher", "english", "languages", "vectors"}
    if unknown or not asked:
        print(__doc__, file=sys.stderr)
        return 2
    MODELS.mkdir(exist_ok=True)
    for one in asked:
        # Each wants packages that the others can do without.
        importlib.import_module(f"infra.model.{one}").build(shared)
    for path in sorted(MODELS.glob("*.model")):
        content = path.read_bytes()
        print(f"{hashlib.sha256(content).hexdigest()}  {path.name}  {len(content) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
