"""What X answers when it is asked about posts that we know: their newest words, or that they are gone."""

from __future__ import annotations

from shared.delivery import Fault
from shared.ears.fields import Fields, Value, as_id, as_instant, as_text, read_object
from shared.platforms.parts.x_lookup import ANSWER, ASKED, STILL_THERE
from shared.platforms.parts.x_older import OlderPosts
from shared.platforms.parts.x_posts import as_history, as_post_id

#: Why a post of ours is gone, by what a lookup or a compliance job says.
_GONE = {
    "resource-not-found": "deleted on X",
    "not-authorized-for-resource": "no longer public on X",
    "deleted": "deleted on X",
    "protected": "no longer public on X",
    "deactivated": "its author's account is gone",
    "suspended": "its author's account is suspended",
}


class Answers(OlderPosts):
    """Reads lookups and the answers of compliance jobs."""

    #: An error that names no post may be about any.
    _unclear = False

    def asked(self) -> list[str]:
        return [one for one in self.delivery.headers.get(ASKED, "").split(",") if one]

    def looked_up(self, whole: Fields) -> None:
        """Posts that we asked for by their ids: what X doesn't find is gone."""
        includes, there = whole.part_or_none("includes"), set[str]()
        only_whether = self.delivery.headers.get(ANSWER) == STILL_THERE

        def take(post: Fields) -> None:
            history = post.given(as_history, "edit_history_tweet_ids") or ()
            there.update((post.need(as_post_id, "id"), *history))
            if not only_whether:
                self.post(post, includes, again=True)
            elif history and history[-1] != post.value["id"]:
                self.want("post", history[-1])
            else:
                self.skip("post", "still there as we have it")

        if not (whole.value.get("data") or self.asked()):
            self.skip("page", "no posts in it")
        self.each(whole.parts("data"), take)
        self.each(whole.parts("errors"), lambda error: self._missing(error, there))
        # An answer that can't be read whole, or shows and names none of them, is no proof that a post is gone.
        silent = [one for one in self.asked() if one not in there] if not self.faults else []
        if silent and (self._unclear or not there):
            self.faults.append(
                Fault("errors", "don't say what became of the posts asked for; they are asked for again")
            )
            return
        for post_id in silent:
            self.gone(post_id, "no longer on X")

    def _missing(self, error: Fields, there: set[str]) -> None:
        # Errors are about authors and pictures too, whose ids have other forms.
        post_id, kind = error.get(as_id, "resource_id") or error.get(as_id, "value"), error.get(as_text, "type") or ""
        self._unclear = self._unclear or post_id is None
        if post_id is None or post_id not in self.asked():
            return
        there.add(post_id)
        reason = _GONE.get(kind.rpartition("/")[2])
        if reason:
            self.gone(post_id, reason)
        else:
            self.skip("post", "X could not say whether it is still there")

    def changes(self) -> None:
        """The answer of a compliance job: a JSON object on each line, for each post that changed."""
        lines = [line for line in self.delivery.body.splitlines() if line.strip()]
        if not lines:
            self.skip("compliance job", "all posts are still there")
        for number, line in enumerate(lines):
            change = read_object(line)
            if isinstance(change, Fault):
                self.faults.append(Fault(f"line {number + 1}", change.what))
            else:
                self.try_(self._change, change, f"line {number + 1}")

    def _change(self, value: Value, where: str) -> None:
        change = self.fields(value, where)
        post_id, action = change.need(as_post_id, "id"), change.need(as_text, "action")
        if action == "delete":
            reason = _GONE.get(change.get(as_text, "reason") or "", "X demands that it be removed")
            self.gone(post_id, reason, change.get(as_instant, "redacted_at"))
        elif action == "rehydrate":
            self.want("post", post_id)
        else:
            self.skip("post", "a change of what we don't keep, such as the place")
