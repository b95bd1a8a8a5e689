"""Run as a process of its own: what feedparser reads at the address given, as one line of JSON."""

import json
import sys
from typing import Any

import feedparser


def read(url: str) -> dict[str, Any]:
    """The feed as its readers would list it; `fault` is what feedparser holds against it."""
    found = feedparser.parse(url)
    return {
        "fault": str(found.get("bozo_exception", "")) if found.bozo else "",
        "status": found.get("status"),
        "version": found.version,
        "title": found.feed.title,
        "entries": [
            {
                "id": entry.id,
                "title": entry.title,
                "link": entry.link,
                "text": entry.content[0].value if "content" in entry else entry.summary,
                "published": entry.get("published_parsed"),
                "updated": entry.get("updated_parsed"),
                "maintenance_ends": entry.get("maintenanceenddate"),
            }
            for entry in found.entries
        ],
    }


if __name__ == "__main__":
    print(json.dumps(read(sys.argv[1])))
