"""Every kind of page in every state in which it looks different."""

from __future__ import annotations

from tests.harness.scenes import CALM, RETRACTED, Scene

NOWHERE = "/not/there"


def pages_of(scene: Scene) -> list[str]:
    """The paths that are worth a look in that scene; the page for what isn't there is the same in every one.

    The main language's page is asked for as `/`; then the same again in the last language of several.
    """
    own = [f"/incidents/{scene.incident}.html"] if scene.incident else [NOWHERE]
    main = ["/", *own, *(["/history.html"] if scene in (CALM, RETRACTED) else [])]
    return [*main, *(f"/{language}{path}" for language in scene.languages[1:][-1:] for path in ("/index.html", *own))]


def named(value: object) -> str:
    """A test's id."""
    return value.name if isinstance(value, Scene) else str(value)
