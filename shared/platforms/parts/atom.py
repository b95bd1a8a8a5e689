"""An Atom push as plain values: its entries, and those that are deleted (RFC 6721). No DTD and no entity is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.delivery import Fault
from shared.ears.fields import Value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def read_atom(body: bytes, others: str) -> Value | Fault:
    """`{entry: [...], deleted: [...]}`, each child by its local name; or the fault that it is no Atom feed.

    Of an element its text; of a link its address, of an author its name and uri. `others` is the namespace of further
    elements of an entry. A deleted entry has `ref` and `when`.
    """
    from xml.etree.ElementTree import ParseError

    # Here, as only who reads a push needs it. It brings no types of its own.
    from defusedxml.ElementTree import fromstring

    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        return Fault("body", f"not XML that may be read ({type(error).__name__}); look at what the hub sent")
    if feed.tag != f"{_ATOM}feed":
        return Fault("body", "is no Atom feed; look at what the hub sent")
    return {
        "entry": [_entry(entry, others) for entry in feed.findall(f"{_ATOM}entry")],
        "deleted": [dict(gone.attrib) for gone in feed.findall(_GONE)],
    }


def _entry(entry: Element, others: str) -> Value:
    found: Value = {}
    for child in entry:
        namespace, _, name = child.tag.rpartition("}")
        if f"{namespace}}}" not in (_ATOM, f"{{{others}}}"):
            continue
        if name == "author":
            found[name] = {part.tag.rpartition("}")[2]: part.text for part in child}
        elif name == "link":
            found.setdefault(name, child.get("href"))
        else:
            found.setdefault(name, "".join(child.itertext()).strip() or None)
    return found
