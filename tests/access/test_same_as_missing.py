"""T3: what is not yours answers just as what does not exist, in every byte but the request id."""

from tests.access.matrix import MISSING
from tests.figures import record


def test_a_forbidden_thing_looks_like_none(matrix):
    hidden = [cell for cell in matrix.cells if cell.got == MISSING]
    record("T3", "forbidden answers that equal a missing one", len(hidden))

    different = [
        str(cell)
        for cell in hidden
        if cell.answer.told != matrix.unknown[cell.operation, cell.who].told
    ]
    assert different == []


def test_request_ids_have_one_length_so_that_answers_do_too(matrix):
    assert {len(cell.answer.request_id) for cell in matrix.cells} == {32}
