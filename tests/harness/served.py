"""Scenes on loopback, each served once for whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests.harness.scene import Scene
from tests.harness.site_server import Site, serving

SiteOf = Callable[[Scene], Site]


@contextmanager
def served() -> Iterator[SiteOf]:
    """A scene's site, answering until the block ends."""
    sites: dict[str, Site] = {}
    with ExitStack() as until_the_end:

        def site_of(scene: Scene) -> Site:
            if scene.name not in sites:
                site = sites[scene.name] = until_the_end.enter_context(serving(Site()))
                site.objects = scene.site(site.url)
            return sites[scene.name]

        yield site_of
