"""The detector over a file: what goes in, what comes out, and what is said of a file that is not as it should be."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import Result

from shared.cli.detect import LONGEST_LINE, NAMED_WRONG
from shared.cli.series_file import DIFFERENCES, Row, SeriesFileError, Spans, judged
from shared.detector.series import new_series, step
from tests.builders import NOON, minutes
from tests.shared.cli.conftest import Operator

MINUTE = minutes(1)
#: Three quiet days, then a burst.
QUIET, BURST = 3 * 24 * 12, 12

Detects = Callable[..., Result]


@pytest.fixture
def detects(tmp_path: Path) -> Detects:
    """Runs `firebreak detect` over that text, far from any deployment."""
    nobody = Operator(deployment=None)  # type: ignore[arg-type]  # it is reached by no deployment

    def run(text: str | bytes, *options: str) -> Result:
        file = tmp_path / "counts.csv"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return nobody.types("detect", str(file), *options)

    return run


def a_storm_of_counts() -> str:
    rows = (f"{NOON + n * minutes(5):%Y-%m-%d %H:%M:%S},{200 if n >= QUIET else n % 3}" for n in range(QUIET + BURST))
    return "\n".join(("timestamp,value", *rows)) + "\n"


def rows_of(answer: Result) -> list[dict[str, str]]:
    assert answer.exit_code == 0, answer.output
    return list(csv.DictReader(io.StringIO(answer.stdout)))


def of(lines: list[str]) -> list[Row]:
    return list(judged(iter(lines), Spans()))


def test_a_burst_is_an_alarm_and_each_row_has_a_score(detects: Detects) -> None:
    answer = detects(a_storm_of_counts())
    rows = rows_of(answer)
    assert list(rows[0]) == ["timestamp", "value", "anomaly_score", "alarm"]
    assert [f"{row['timestamp']},{row['value']}" for row in rows] == a_storm_of_counts().splitlines()[1:]
    assert all(0 <= float(row["anomaly_score"]) <= 1 for row in rows)
    alarms = [place for place, row in enumerate(rows) if row["alarm"] == "1"]
    assert alarms
    assert QUIET <= alarms[0] < QUIET + 3
    assert answer.stderr == f"876 steps of 5 min; 1 alarm: {rows[alarms[0]]['timestamp']}.\n"


def test_it_is_the_shipped_detectors_own_judgement() -> None:
    series, expected = new_series(), []
    for place in range(400):
        series, found = step(series, NOON + place * MINUTE, place % 7, MINUTE)
        expected.append((found.score, found.alarm))
    lines = ["timestamp,value\n", *(f"{(NOON + n * MINUTE).isoformat()},{n % 7}\n" for n in range(400))]
    assert [(row.score, row.alarm) for row in of(lines)] == expected


def test_the_rows_can_go_to_a_file_and_the_figures_to_a_machine(detects: Detects, tmp_path: Path) -> None:
    out = tmp_path / "scored.csv"
    answer = detects(a_storm_of_counts(), "--out", str(out), "--json")
    told = json.loads(answer.stdout)
    assert (told["rows"], told["alarms"], len(told["alarmed_at"]), told["span_minutes"]) == (876, 1, 1, 5)
    assert out.read_text(encoding="utf-8") == detects(a_storm_of_counts()).stdout
    assert json.loads(detects(a_storm_of_counts(), "--json").stdout) == told


@pytest.mark.parametrize(
    "text",
    [
        "timestamp,value\n2026-10-02T12:00Z,4\n2026-10-02T12:05Z,5\n",
        "\ufefftimestamp,value\r\n2026-10-02T12:00Z,4\r\n2026-10-02T12:05Z,5\r\n",
        "Value ;more; TIMESTAMP\n4;x;2026-10-02T12:00Z\n5;;2026-10-02T12:05Z\n",
        "timestamp\tvalue\n2026-10-02T12:00Z\t4\n\n2026-10-02T12:05Z\t5",
        '"timestamp","value"\n"2026-10-02T12:00Z","4"\n"2026-10-02T12:05Z","5"\n',
    ],
)
def test_spreadsheets_write_it_in_many_ways(detects: Detects, text: str) -> None:
    rows = rows_of(detects(text))
    assert [(row["timestamp"], row["value"]) for row in rows] == [
        ("2026-10-02T12:00Z", "4"),
        ("2026-10-02T12:05Z", "5"),
    ]


def test_a_time_without_a_zone_is_utc() -> None:
    lines = [
        ["timestamp,value", "2026-10-02 12:00:00,4", f"2026-10-02T{then},5"] for then in ("13:00:00Z", "13:00+00:00")
    ]
    lines.append(["timestamp,value", "2026-10-02T14:00+02:00,4", "2026-10-02T13:00,5"])
    assert len({tuple(row.score for row in of(one)) for one in lines}) == 1
    assert not any(row.wrong for one in lines for row in of(one))


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("2026-10-02T12:05Z,nan", "'nan' is no count"),
        ("2026-10-02T12:05Z,inf", "'inf' is no count"),
        ("2026-10-02T12:05Z,1e308", "'1e308' is no count"),
        ("2026-10-02T12:05Z,-1", "'-1' is no count"),
        ("2026-10-02T12:05Z,", "'' is no count"),
        ("2026-10-02T12:05Z", "too few columns (1)"),
        ("yesterday,5", "'yesterday' is no time"),
        ("0001-01-01T00:00+23:00,5", "is no time"),
        ("2026-10-02T12:00Z,5", "is the same time as the row before it"),
        ("2026-10-02T11:00Z,5", "is before the row before it"),
    ],
)
def test_a_row_that_can_not_be_counted_keeps_its_place_and_is_told_with_its_line(
    detects: Detects, row: str, wrong: str
) -> None:
    first, last = "2026-10-02T12:00Z,4", "2026-10-02T12:10Z,6"
    answer = detects(f"timestamp,value\n{first}\n{row}\n{last}\n")
    assert [each["anomaly_score"] for each in rows_of(answer)][1] == "0.000000"
    assert answer.stderr.startswith("line 3: ")
    assert wrong in answer.stderr
    assert "2 steps of 10 min, 1 row passed over; no alarm." in answer.stderr
    rest = rows_of(detects(f"timestamp,value\n{first}\n{last}\n"))
    assert rows_of(answer)[::2] == rest


def test_of_many_such_rows_the_first_are_told_and_the_rest_counted(detects: Detects) -> None:
    told = detects("timestamp,value\n" + "no time,1\n" * 1_000).stderr
    assert told.count("line ") == NAMED_WRONG
    assert f"{1_000 - NAMED_WRONG} more rows" in told
    assert "No step, 1,000 rows passed over" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "line 1 is empty"),
        (b"2026-10-02T12:00Z,4\n", "line 1 has no column `timestamp`"),
        (b"timestamp,count\n2026-10-02T12:00Z,4\n", "line 1 has no column `value`"),
        (b"timestamp,value,value\n", "more than one column `value`"),
        (b"timestamp,value\n2026-10-02T12:00Z,\xe9\n", "not UTF-8 text"),
        ("timestamp,value\n".encode("utf-16"), "not UTF-8 text"),
        (b"timestamp,value\n" + b"x" * (LONGEST_LINE + 9), "line 2 is longer than 100,000 characters"),
        (b'timestamp,value\n"' + b"x,1\n" * 99_999, "a quote too many"),
    ],
)
def test_a_file_that_is_no_series_is_told_with_what_to_mend(detects: Detects, text: bytes, told: str) -> None:
    answer = detects(text)
    assert answer.exit_code == 2
    assert told in " ".join(answer.stderr.replace("│", " ").split())


def test_a_file_without_its_columns_leaves_the_old_answer_alone(detects: Detects, tmp_path: Path) -> None:
    out = tmp_path / "scored.csv"
    out.write_text("what was there", encoding="utf-8")
    assert detects("no header\n", "--out", str(out)).exit_code == 2
    assert out.read_text(encoding="utf-8") == "what was there"


def test_files_that_can_not_be_read_or_written_are_told(detects: Detects, tmp_path: Path) -> None:
    nobody = Operator(deployment=None)  # type: ignore[arg-type]  # it is reached by no deployment
    assert "No such file" in nobody.misused("detect", str(tmp_path / "none.csv"))
    assert "Is a directory" in nobody.misused("detect", str(tmp_path))
    unwritable = detects("timestamp,value\n", "--out", str(tmp_path))
    assert "can't be written" in " ".join(unwritable.stderr.replace("│", " ").split())
    same = detects("timestamp,value\n", "--out", str(tmp_path / "counts.csv"))
    assert (same.exit_code, "name another" in same.stderr) == (2, True)
    assert (tmp_path / "counts.csv").read_text(encoding="utf-8") == "timestamp,value\n"


def test_a_header_alone_is_no_step(detects: Detects) -> None:
    assert detects("timestamp,value\n").stderr == "No step; no alarm.\n"


def test_it_reads_standard_input() -> None:
    nobody = Operator(deployment=None)  # type: ignore[arg-type]  # it is reached by no deployment
    answer = nobody.types("detect", "-", given="timestamp,value\n2026-10-02,4\n")
    assert [row["value"] for row in rows_of(answer)] == ["4"]


# ---------------------------------------------------------------- a stream
@st.composite
def some_lines(draw: st.DrawFn) -> list[str]:
    """Rows at any distance, now and then one that is wrong."""
    at: datetime = NOON
    lines = ["timestamp,value"]
    for gap, value in draw(st.lists(st.tuples(st.integers(-1, 900), st.integers(-1, 300)), max_size=40)):
        at += timedelta(seconds=gap)
        lines.append(f"{at.isoformat()},{value}")
    return lines


@settings(database=None, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(some_lines(), st.data())
def test_no_row_is_scored_by_what_comes_after_it(lines: list[str], data: st.DataObject) -> None:
    whole = of(lines)
    assert len(whole) == len(lines) - 1
    cut = data.draw(st.integers(0, len(whole)))
    assert of(lines[: cut + 1]) == whole[:cut]
    assert all(0 <= row.score <= 1 for row in whole)


def test_no_row_is_read_before_the_one_before_it_is_told() -> None:
    read: list[int] = []

    def lines() -> Iterator[str]:
        yield "timestamp,value\n"
        for place in range(5):
            read.append(place)
            yield f"{(NOON + place * MINUTE).isoformat()},1\n"

    for told, _ in enumerate(judged(lines(), Spans()), 1):
        assert len(read) == told


def test_what_is_kept_does_not_grow_with_the_rows_of_a_minute() -> None:
    """20 rows a second: judged one by one they would all be kept, and looked through for each next one."""
    rows = (f"{(NOON + timedelta(milliseconds=50 * n)).isoformat()},1\n" for n in range(3_000))
    last = [row for row in judged(iter(["timestamp,value\n", *rows]), Spans()) if not row.wrong][-1]
    series = new_series()
    for place, count in enumerate((1_200, 1_200, 600)):
        series, found = step(series, NOON + place * MINUTE, count, MINUTE)
    assert last.score == found.score


def test_a_minute_is_one_alarm_however_many_of_its_rows_stand_out() -> None:
    quiet = [f"{(NOON + place * MINUTE).isoformat()},{place % 2}" for place in range(60 * 24 * 2)]
    at = NOON + len(quiet) * MINUTE
    burst = [f"{(at + timedelta(seconds=place)).isoformat()},90" for place in range(60)]
    rows = of(["timestamp,value", *quiet, *burst])
    assert sum(row.alarm for row in rows) == 1
    assert rows[-1].score > rows[-60].score


def test_a_steps_length_is_the_median_of_the_first_differences() -> None:
    spans = Spans()
    assert spans.usual == MINUTE
    for difference in (timedelta(hours=9), *[minutes(5)] * (DIFFERENCES - 1), *[timedelta(days=1)] * 99):
        spans.after(difference)
    assert spans.usual == minutes(5)
    assert len(spans.first) == DIFFERENCES


def test_a_header_is_read_before_the_first_row_is_asked_for() -> None:
    with pytest.raises(SeriesFileError):
        judged(iter(["no header"]), Spans())


def test_a_real_brands_counts_are_scored_with_few_alarms(detects: Detects, shared_material: Path) -> None:
    answer = detects((shared_material / "storm" / "series" / "Twitter_volume_AAPL.csv").read_bytes(), "--json")
    told = json.loads(answer.stdout)
    assert (told["rows"], told["passed_over"], told["span_minutes"]) == (15_902, 0, 5)
    assert 0 < told["alarms"] < 40
