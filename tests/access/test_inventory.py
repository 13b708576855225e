"""T1: every operation names what it asks of the policy, and a stranger gets nothing from any."""

from http import HTTPStatus

from tests.access.operations import OWN_ACCOUNT, PUBLIC, ask_for, operations_of
from tests.answers import NOBODYS
from tests.figures import record

from alongside.access.policy import POLICY, Action

NOTHING = {"items": [], "next": None}


def test_every_operation_names_its_action(stage):
    operations = operations_of(stage.app.openapi())
    named = [one for one in operations if one.named]

    record("T1", "operations that name an action", f"{len(named)} of {len(operations)}")
    assert named == operations


def test_every_action_named_is_in_the_policy_and_every_action_but_two_is_named(stage):
    named = {one.action for one in operations_of(stage.app.openapi()) if one.governed}

    assert named <= set(POLICY)
    assert set(Action) == set(POLICY)
    within_another = {Action.NOTE_TEXT_READ, Action.NOTE_WITHDRAW, Action.PAIRING_WITHDRAW}
    assert set(Action) - named == within_another


def test_what_is_open_to_all_is_a_short_list(stage):
    ungoverned = [one for one in operations_of(stage.app.openapi()) if not one.governed]
    public = {(one.method, one.path) for one in ungoverned if one.named.startswith("public:")}
    own = {(one.method, one.path) for one in ungoverned if one.named.startswith("self:")}

    record("T1", "operations open to all", len(public))
    record("T1", "operations on one's own account alone", len(own))
    assert public == PUBLIC
    assert own == OWN_ACCOUNT


def test_no_address_is_served_outside_of_the_contract(stage):
    """Whatever else answers is the page's own files, the documentation, and what browsers want."""
    document = stage.app.openapi()["paths"]
    beside = {route.path for route in stage.app.router.routes if hasattr(route, "path")}

    pages = {"/docs", "/docs/{name}", "/{path:path}"}
    agreed = {"/.well-known/security.txt", "/.well-known/change-password"}
    assert beside - set(document) == {"/openapi.json", "/csp-report"} | pages | agreed


def test_nobody_gets_anything_governed_without_signing_in(stage):
    async def scene():
        for operation in operations_of(stage.app.openapi()):
            if not operation.named.startswith("public:"):
                answer = await stage.ask(None, ask_for(operation, stage.world, NOBODYS))
                yield str(operation), answer.status, answer.json()["code"]

    async def gather():
        return [one async for one in scene()]

    answers = stage.play(gather())
    assert {(status, code) for _, status, code in answers} == {(401, "not_signed_in")}


def test_a_stranger_gets_nothing(stage, matrix):
    """Sol is signed in and takes part in nothing."""
    theirs = [cell for cell in matrix.cells if cell.who == "sol"]
    got = {(str(c.operation), c.target): c.answer for c in theirs}

    assert len({str(cell.operation) for cell in theirs}) == len(
        [one for one in operations_of(stage.app.openapi()) if one.governed]
    )
    something = {
        where: answer.status
        for where, answer in got.items()
        if answer.status not in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
        and answer.json() != NOTHING
    }
    record("T1", "requests of a stranger, all without result", len(theirs))
    assert something == {}
