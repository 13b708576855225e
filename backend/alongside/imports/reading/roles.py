"""The words people use for our four roles."""

from collections.abc import Mapping
from itertools import dropwhile
from typing import NamedTuple

from alongside.imports.reading.spelling import squeezed, words_of


class RoleRead(NamedTuple):
    role: str
    lived_experience: bool = False


_COACH = """
    coach, le coach, lec, lep, le partner, lived experience, lived experience partner,
    lived experience coach, lived experience mentor, coach with lived experience, coach
    lived experience, lived experience person, partner with lived experience, person
    with lived experience, expert by experience, ebe, mentor, peer coach, peer mentor,
    coach mentor
"""
_LEADER = """
    leader, senior leader, snr leader, sr leader, sl, coachee, mentee, exec, executive,
    senior exec, senior executive, executive leader, exec leader, system leader, nhs
    leader, leader coachee, senior leader coachee, senior leader mentee
"""
_LEARNING = """
    learning partner, lp, evaluator, evaluation partner, learning evaluator, learning
    and evaluation partner, evaluation and learning partner
"""
_CO_LEARNING = """
    co learning partner, clp, co learner, co learning, co evaluator, co evaluation
    partner, lived experience learning partner, lived experience evaluator, learning
    partner co, learning partner with lived experience, learning partner lived experience,
    le learning partner, peer evaluator, peer learning partner
"""
_COORDINATOR = """
    coordinator, co ordinator, coord, programme coordinator, program coordinator,
    programme co ordinator, project coordinator, project co ordinator, programme
    manager, program manager, project manager, admin, administrator, programme admin,
    programme administrator, program administrator, programme officer, programme
    support, programme team, programme organiser, organiser, organizer
"""

_ARTICLES = {"a", "an", "the", "i", "am", "im"}
_READ = (
    (_COACH, RoleRead("coach")),
    (_LEADER, RoleRead("leader")),
    (_LEARNING, RoleRead("learning_partner")),
    (_CO_LEARNING, RoleRead("learning_partner", lived_experience=True)),
    (_COORDINATOR, RoleRead("coordinator")),
)
_KNOWN = {squeezed(word): read for words, read in _READ for word in words.split(",")}


def role_words(labels: Mapping[str, str]) -> dict[str, RoleRead]:
    """Add a programme's own labels, role to word, to the words that everybody uses."""
    own = {squeezed(word): RoleRead(role) for role, word in labels.items()}
    return _KNOWN | {word: read for word, read in own.items() if word and word not in _KNOWN}


def role_of(text: str, words: Mapping[str, RoleRead]) -> RoleRead | None:
    """Say which role a word means, one or many of it, with or without an article."""
    key = "".join(dropwhile(_ARTICLES.__contains__, words_of(text)))
    return words.get(key) or words.get(key.removesuffix("es")) or words.get(key.removesuffix("s"))
