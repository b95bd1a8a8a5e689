"""Run by the clients' own interpreter: what aRez (GPL-3.0) reads at the address given, as one line of JSON."""

import asyncio
import json
import sys

from arez.statuspage import StatusPage  # type: ignore[import-not-found]  # installed for the clients' interpreter only


async def read(url: str) -> dict[str, object]:
    """The strict reader: times without milliseconds, or an incident without updates, end it."""
    async with StatusPage(url) as page:
        status = await page.get_status()
    return {
        "name": status.name,
        "status": status.status,
        "impact": status.impact,
        "updated_at": status.updated_at.isoformat(),
        "components": {part.name: part.status for part in status.components},
        "groups": {group.name: [part.name for part in group.components] for group in status.groups},
        "incidents": [
            {
                "name": one.name,
                "status": one.status,
                "impact": one.impact,
                "components": [part.name for part in one.components],
                "updates": [update.description for update in one.updates],
                "last": one.last_update.created_at.isoformat(),
            }
            for one in status.incidents
        ],
        "maintenances": [
            {
                "name": one.name,
                "status": one.status,
                "impact": one.impact,
                "components": [part.name for part in one.components],
                "window": [one.scheduled_for.isoformat(), one.scheduled_until.isoformat()],
                "last": one.last_update.description,
            }
            for one in status.maintenances
        ],
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(read(sys.argv[1]))))
