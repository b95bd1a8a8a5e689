"""What is missing in a text: all of it, all but a link, or what should stand in a slot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.gate.finding import Finding
from shared.gate.part import Part

#: The slot that publishing fills with the promised time.
NEXT_UPDATE_SLOT = "{next_update}"

# None of these may backtrack over a long text: each has an end that is near.
_SLOT = re.compile(r"\$?\{[^{}\n]{0,80}\}")
_PLACEHOLDER = re.compile(
    r"[\[<](?:insert|todo|tbd|tbc|placeholder|your |name|date|time|company|link|url|x{2,})[^\]>\n]{0,60}[\]>](?!\()"
    r"|\blorem ipsum\b|\b(?:todo|fixme|xxx+)\b"
)
# Words that only point at a link, in the languages that have word lists.
_POINTERS = """
    see here click read more info information details link visit go to our the at on please page statement news update
    updates follow find out for full this mas aqui ver vea lea leer informacion enlace nuestra pagina en la por favor
    voir ici lire plus d infos lien notre page sur la le cliquez consultez siehe hier mehr dazu lesen infos unter link
    klicken sie unsere seite auf vedi qui leggi di piu link pagina nostra clicca veja aqui leia mais pagina nossa aceda
    clique saiba
"""
_FEW = 8


def gaps(part: Part, promised: bool) -> Iterator[Finding]:
    """`promised` says whether publishing will have a time to fill in."""
    yield from _emptiness(part)
    for match in _SLOT.finditer(part.text):
        start, end = match.span()
        # Publishing looks for the slot as it is written, so a fold of it doesn't count.
        ours = part.written(start, end) == NEXT_UPDATE_SLOT
        if ours and promised:
            continue
        if ours:
            why = "Nothing fills this slot, as no next update is promised."
            yield part.finding("unfilled_slot", "refuse", start, end, why, "Promise a time, or take the slot out.")
        else:
            why = "This slot is not filled; the public would read it as it stands."
            yield part.finding("unfilled_slot", "refuse", start, end, why, "Write what belongs there.")
    for match in _PLACEHOLDER.finditer(part.text):
        start, end = match.span()
        # A placeholder is shouted or bracketed; "xxx" in lower case is somebody's kisses, "todo" is Spanish.
        if part.text[start] in "[<l" or part.written(start, end).isupper():
            why = "This stands in for something that nobody has written yet."
            yield part.finding("unfilled_slot", "refuse", start, end, why, "Write what belongs there.")


def _emptiness(part: Part) -> Iterator[Finding]:
    if not any(char.isalnum() for char in part.text):
        why = f"The {part.where} says nothing."
        mend = "Say in a few words what is going on."
        if part.where == "body":
            mend = "Say what you know, when the next word comes, and where to turn."
        yield part.finding("empty", "refuse", 0, len(part.text), why, mend)
        return
    if not part.links:
        return
    pointers = frozenset(_POINTERS.split())
    words = [word.text for word in part.words if not any(first <= word.start < last for first, last in part.links)]
    if len(words) <= _FEW and all(word in pointers for word in words):
        start, end = part.links[0]
        why = "A bare link is no answer: people must leave to learn anything, and many can't open it."
        yield part.finding("link_only", "refuse", start, end, why, "Say the main thing in words; then add the link.")
