"""Real deliveries of GitHub, and a page of its REST API, with what a person read in each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import How, Parsed
from shared.mention import Author
from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import only, parsed
from tests.shared.platforms.knocks import knock

CODE = Source("code", "github", "webhook", "acme")
CODERCAT = Author(id="21031067", handle="Codertocat")
ISSUE = "github.com/codertocat/hello-world/issues/1"


def read(material: Path, name: str, how: How = "webhook") -> Parsed:
    whole = payload(material, f"github/{name}.json")
    return parsed(CODE, whole.body, whole.headers, how)


def test_a_new_issue(shared_material: Path) -> None:
    mention = only(read(shared_material, "issues_opened"))
    assert (mention.native_id, mention.thread, mention.parent) == (ISSUE, ISSUE, None)
    assert mention.text.startswith("Spelling error in the README file\n\nIt looks like you accidently")
    assert mention.text.endswith("with two 't's.")
    assert mention.author == CODERCAT
    assert mention.created_at == datetime(2019, 5, 15, 15, 20, 18, tzinfo=UTC)
    assert mention.url == "https://github.com/Codertocat/Hello-World/issues/1"
    assert (mention.public, mention.from_staff, mention.engagement) == (True, True, 0)


def test_an_edited_issue_is_the_same_one(shared_material: Path) -> None:
    edited, opened = (only(read(shared_material, name)) for name in ("issues_edited", "issues_opened"))
    assert (edited.id, edited.version, edited.content_hash) == (opened.id, 1557933618000, opened.content_hash)


def test_a_comment_on_an_issue(shared_material: Path) -> None:
    mention = only(read(shared_material, "issue_comment_created"))
    assert (mention.native_id, mention.thread, mention.parent) == ("github.com/issuecomment/492700400", ISSUE, ISSUE)
    assert mention.text == "You are totally right! I'll get this fixed right away."
    assert mention.created_at == datetime(2019, 5, 15, 15, 20, 21, tzinfo=UTC)
    assert mention.url == "https://github.com/Codertocat/Hello-World/issues/1#issuecomment-492700400"
    assert (mention.author, mention.from_staff) == (CODERCAT, True)


def test_a_deleted_comment(shared_material: Path) -> None:
    result = read(shared_material, "issue_comment_deleted")
    assert [(grave.native_id, grave.reason) for grave in result.tombstones] == [
        ("github.com/issuecomment/492700400", "deleted on GitHub")
    ]
    assert (result.mentions, result.skipped, result.faults) == ((), (), ())


def test_a_comment_in_a_discussion(shared_material: Path) -> None:
    mention = only(read(shared_material, "discussion_comment_created"))
    topic = "github.com/codertocat/hello-world/discussions/4"
    assert (mention.native_id, mention.thread, mention.parent) == ("github.com/discussioncomment/550062", topic, topic)
    assert (mention.text, mention.author) == ("ANSWER", CODERCAT)
    assert mention.created_at == datetime(2021, 3, 30, 20, 21, 30, tzinfo=UTC)
    assert mention.url == "https://github.com/Codertocat/Hello-World/discussions/4#discussioncomment-550062"


def test_an_issue_that_came_from_another_repository(shared_material: Path) -> None:
    result = read(shared_material, "issues_opened_with-transfer")
    assert [mention.native_id for mention in result.mentions] == [ISSUE]
    assert [(grave.native_id, grave.reason) for grave in result.tombstones] == [
        ("github.com/octo-org/hello-world-npm/pull/1", "moved to another repository")
    ]


def test_a_ping_is_passed_over(shared_material: Path) -> None:
    [skipped] = read(shared_material, "ping_payload").skipped
    assert skipped.reason == "of no issue and no discussion"


def test_a_swept_page_of_comments(shared_material: Path) -> None:
    mention = only(read(shared_material, "rest_github_issue_comments_1", "sweep"))
    assert mention.native_id == "github.com/issuecomment/1"
    assert mention.thread == mention.parent == "github.com/zhquan_example/repo/issues/1"
    assert (mention.text, mention.author) == ("My first comment", Author(id="1", handle="zhquan_example"))
    assert mention.created_at == datetime(2016, 11, 26, 11, 34, 39, tzinfo=UTC)
    assert mention.version == int(datetime(2017, 11, 26, 11, 34, 39, tzinfo=UTC).timestamp() * 1000)
    assert mention.url == "https://github.com/zhquan_example/repo/issues/1#issuecomment-1"
    assert (mention.engagement, mention.from_staff, mention.public) == (3, True, True)


def test_no_payload_of_github_is_left_out(shared_material: Path) -> None:
    here = Path(__file__).read_text()
    for name in names(shared_material, "github"):
        assert f'"{Path(name).stem}"' in here


def test_the_published_signature_is_believed(shared_material: Path) -> None:
    vectors = json.loads((shared_material / "payloads" / "signature_vectors.json").read_text())
    ours = [one for one in vectors if one["platform"] == "github" and "body" in one]
    assert ours
    for vector in ours:
        headers, body = {"x-hub-signature-256": vector["expected_header"]}, vector["body"].encode()
        assert knock(CODE, body, headers, secrets=(vector["secret"],)) is None
        assert knock(CODE, body + b"!", headers, secrets=(vector["secret"],)) == "signature_wrong"
