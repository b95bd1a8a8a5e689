"""Posts and comments on Facebook: their ids, their authors, and their addresses as the API answers them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from shared.ears.fields import Fields, as_id, as_text
from shared.mention import Author

_ID = re.compile(r"[A-Za-z0-9]{1,100}")
_PERMALINK = re.compile(r"/([A-Za-z0-9]+)/posts/([A-Za-z0-9]+)/?")


def native_id_of(entry: Fields, item: str, value: Fields) -> str:
    """The id of what a change is about. Raises FieldError where it has none."""
    if item == "rating":
        return value.need(as_id, "open_graph_story_id")
    if item == "comment":
        return value.need(as_id, "comment_id")
    post_id, page = value.given(as_id, "post_id"), entry.given(as_id, "id")
    part = next((value.given(as_id, name) for name in (f"{item}_id",) if name in value), None)
    return post_id or (f"{page}_{part}" if page and part else value.need(as_id, "post_id"))


def author_of(value: Fields) -> Author:
    """As the last years' deliveries tell it (`from`), or those before, or those about recommendations."""
    for names in (("from", "id"), ("sender_id",), ("reviewer_id",)):
        found = value.get(as_id, *names)
        if found:
            name = (*names[:-1], names[-1].replace("id", "name"))
            return Author(id=found, name=value.get(as_text, *name) or None)
    return Author()


def post_url(post_id: str) -> str | None:
    """Of a post, by its id `PAGE_POST`; of a recommendation, by its one number."""
    page, _, post = post_id.rpartition("_")
    if not _ID.fullmatch(post) or (page and not _ID.fullmatch(page)):
        return None
    return f"https://www.facebook.com/{page}/posts/{post}" if page else f"https://www.facebook.com/{post}"


def comment_url(post_id: str | None, parent: str | None, comment_id: str) -> str | None:
    """Of a comment below a post, or below another comment."""
    post, own = post_url(post_id or ""), comment_id.rpartition("_")[2]
    if post is None or not _ID.fullmatch(own):
        return None
    above = (parent or post_id or "").rpartition("_")[2]
    if parent in (None, post_id) or not _ID.fullmatch(above):
        return f"{post}/?comment_id={own}"
    return f"{post}/?comment_id={above}&reply_comment_id={own}"


def linked(link: str) -> tuple[str, str, str] | None:
    """The ids of a comment, its post and its parent, as its address tells them; None where it doesn't."""
    try:
        parts = urlsplit(link)
        query = parse_qs(parts.query)
    except ValueError:
        return None
    path, ids = _PERMALINK.fullmatch(parts.path), [query.get(name) for name in ("comment_id", "reply_comment_id")]
    if path is None or ids[0] is None:
        return None
    thread, above = f"{path[1]}_{path[2]}", f"{path[2]}_{ids[0][0]}"
    return (f"{path[2]}_{ids[1][0]}", thread, above) if ids[1] else (above, thread, thread)
