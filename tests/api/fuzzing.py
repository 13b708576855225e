"""Runs schemathesis as one person: examples, coverage, fuzzing and chains of operations."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import strategies as some
from schemathesis.engine import Status, events, from_schema
from schemathesis.generation import GenerationMode
from schemathesis.python.asgi import shutdown_lifespans
from tests.api.calls import ROSTER, TRUST
from tests.api.seeding import workbook
from tests.api.watching import GOOD, Watched

UNPROCESSABLE = 422
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Every check is on. Three are told of statuses that RFC 9110 and RFC 6585 know, and they do not.
CHECKS = {
    # What is right in form may be about another version by now (412), or come too often (429).
    "positive_data_acceptance": {
        "expected-statuses": ["2xx", "401", "403", "404", "409", "412", "429"]
    },
    # What is wrong in form may be too large (413), too, and meet a condition first (412, 428).
    "negative_data_rejection": {
        "expected-statuses": [401, 403, 404, 405, 409, 412, 413, 415, 422, 428]
    },
    # A condition that is missing has a status of its own: 428.
    "missing_required_header": {"expected-statuses": [401, 403, 415, 422, 428]},
}

# Whoever makes a programme as an operator does not see who ended what in it: that is 404 to them.
APART = {
    "include-operation-id": "open_restricted_entries",
    "checks": {"ensure_resource_availability": {"enabled": False}},
}

# What no schema can say. A request that fits its schema may be refused for these alone.
BEYOND_SCHEMAS = {
    # It depends on what is there, or on who asks.
    "code_not_good": "which code the app shows now",
    "cursor_unknown": "which cursors we gave out, and to whom",
    "idempotency_key_reused": "what was asked by this key before",
    "no_such_organisation": "which organisations there are",
    "no_such_participant": "who takes part in this programme",
    "no_such_lead": "who takes part in this programme",
    "lead_is_paired": "who coaches or is coached in this programme",
    "no_such_programme": "in which programmes one has a part",
    "not_one_of_them": "whom a thing is about",
    "passkey_not_good": "what a browser and a passkey have said together",
    "speaks_for_themselves": "who can sign in, and who cannot",
    "wrong_password": "which password is theirs",
    # It depends on two fields together.
    "closed_before_it_opened": "one day after another",
    "ends_before_it_starts": "one day after another",
    "nothing_said": "a text, or at least one answer",
    "session_length": "how long it is from one moment to another",
    # JSON Schema has no word for it.
    "hidden_letters": "which characters nobody sees",
    "no_letters": "which characters are letters, in any script",
    "our_words": "by which words we name readers, in any letters",
    "instant_out_of_range": "how early or late a moment may be",
    "password_not_good": "how long it is once folded, and what everybody tries first",
    "time_zone": "which time zones there are this year",
    # Whether some bytes are a table, and one of people or of trusts.
    "organisations_not_ods": "a file as the Organisation Data Service makes it",
    "roster_broken": "a workbook that is whole",
    "roster_empty": "a file with something in it",
    "roster_locked": "a workbook without a password",
    "roster_mapping_unknown": "a header of that very file",
    "roster_not_a_table": "rows and columns",
    "roster_too_wide": "how many columns a file has",
    "roster_without_header": "the names of the columns",
    "roster_without_name": "the names of the columns",
    "roster_without_role": "the names of the columns",
}

TAGS, TABLE = "entity-tags", "table"
schemathesis.openapi.format(TAGS, some.sampled_from(["*", '"old"', '"old", "older"']))
schemathesis.openapi.format(TABLE, some.sampled_from([ROSTER, TRUST]))
schemathesis.openapi.media_type(XLSX, some.just(workbook()))


@schemathesis.serializer(CSV)
def as_it_is(_context: Any, value: Any) -> bytes:
    return str(value).encode()


@dataclass
class Met:
    """What one run met: calls by phase, checks, and how often what fits its schema succeeded."""

    calls: Counter[str] = field(default_factory=Counter)
    checks: int = 0
    fitting: Counter[bool] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def _load(watched: Watched, config: dict[str, Any]) -> Any:
    """Load the contract as the application publishes it."""
    operations = [*config.get("operations", ()), APART]
    told = {**config, "checks": CHECKS, "operations": operations}
    settings = schemathesis.Config.from_dict(told)
    schema = schemathesis.openapi.from_asgi("/openapi.json", watched, config=settings)
    _name_formats(schema.raw_schema)
    schema.hook(filter_failure)
    _end_chains(schema, watched)
    return schema


def _name_formats(document: dict[str, Any]) -> None:
    """Name the form of tags and of tables, for which no pattern helps to find any."""
    for operation in (one for item in document["paths"].values() for one in item.values()):
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "If-Match":
                parameter["schema"]["format"] = TAGS
        content = operation.get("requestBody", {}).get("content", {})
        if CSV in content:
            content[CSV]["schema"]["format"] = TABLE


def filter_failure(_context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Say whether this is a failure: it is none to refuse what no schema could have told."""
    if failure.title != "Schema-valid request rejected" or response.status_code != UNPROCESSABLE:
        return True
    told = response.json()
    codes = {error["code"] for error in told["errors"]}
    return told["code"] not in BEYOND_SCHEMAS and not codes <= BEYOND_SCHEMAS.keys()


def _end_chains(schema: Any, watched: Watched) -> None:
    """Put everything back after each chain of operations."""
    build = schema.build_state_machine

    def build_state_machine(**rest: Any) -> Any:
        class Chain(build(**rest)):
            def teardown(self) -> None:
                watched.stale = True
                super().teardown()

        return Chain

    schema.build_state_machine = build_state_machine


def run(watched: Watched, config: dict[str, Any]) -> Met:
    """Run every phase to its end, and tell what was met."""
    met = Met()
    try:
        for event in from_schema(_load(watched, config)).execute():
            _note(watched, met, event)
    finally:
        shutdown_lifespans()
    return met


def _note(watched: Watched, met: Met, event: Any) -> None:
    if isinstance(event, events.PhaseStarted):
        watched.phase = event.phase.name
    elif isinstance(event, events.ScenarioFinished):
        for key in event.recorder.interactions:
            _count(met, event, key)
    elif isinstance(event, events.NonFatalError):
        met.failures.append(f"{event.label}: {event.info.format()}")
    elif isinstance(event, events.FatalError):
        raise event.exception


def _count(met: Met, event: Any, key: str) -> None:
    """Count one call and its checks."""
    case, answer = event.recorder.cases[key].value, event.recorder.interactions[key].response
    met.calls[event.phase.value] += 1
    if case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE:
        met.fitting[answer.status_code in GOOD] += 1
    for check in event.recorder.checks.get(key, ()):
        met.checks += 1
        if check.status is Status.FAILURE:
            failure = check.failure_info
            told = f"{failure.failure.title}: {failure.failure.message}\n{failure.code_sample}"
            where = f"{event.phase.value}, {check.name}, {case.operation.label}"
            met.failures.append(f"{where}: {told[:2000]}\n{answer.status_code} {answer.text[:500]}")
