"""A line to paste into a shell: it signs and posts a forum post of one's own words."""

from __future__ import annotations

import shlex

from infra.local.replay import FORUM, FORUM_URL


def curl_line(url: str, secrets: dict[str, str]) -> str:
    """Signs as a Discourse forum does: the HMAC-SHA256 of the body, with the forum's secret, by openssl."""
    return (
        'words="I paid twice for booking EF-20417 this morning and nobody answers the phone. Please help!"; '
        "words=$(printf %s \"$words\" | tr '\\n\\t' '  ' | sed 's/[\\\\\"]/\\\\&/g'); "
        'body=$(printf \'{"post":{"id":%s,"username":"me","raw":"%s","created_at":"%s","post_type":1,'
        '"topic_archetype":"regular","topic_id":1,"post_url":"/t/1"}}\' '
        '"$(date +%s)" "$words" "$(date -u +%FT%TZ)"); '
        f"sign=$(printf %s \"$body\" | openssl dgst -sha256 -hmac {shlex.quote(secrets[FORUM])} | sed 's/.* //'); "
        f"curl -sS {url}/webhooks/{FORUM} -H 'content-type: application/json' "
        f"-H 'x-discourse-instance: {FORUM_URL}' -H 'x-discourse-event-type: post' "
        "-H 'x-discourse-event: post_created' "
        '-H "x-discourse-event-signature: sha256=$sign" -d "$body"'
    )
