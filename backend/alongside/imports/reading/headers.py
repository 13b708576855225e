"""Which of our fields a column holds, told by its header in the many ways people write it."""

import re

from alongside.imports.reading.spelling import squeezed, words_of

SPELLINGS = {
    "role": """
        role, roles, type, i am, i am a, im a, are you a, who you are, taking part as, joining as
    """,
    "name": """
        name, names, full name, name in full, participant, participant name, name of
        participant, person, first name and surname, first and last name, name and surname
    """,
    "given_name": """
        first name, first names, first, fname, forename, forenames, given name, given names,
        christian name
    """,
    "family_name": """
        surname, surnames, last name, last names, last, lname, family name, family names,
        second name
    """,
    "email": "email, mail, mail address",
    "organisation": "organisation, place of work, where do you work, where you work",
    "organisation_code": """
        ods code, org code, organisation code, organization code, trust code, nhs code,
        provider code, employer code, code of organisation
    """,
    "job_title": "job title, job description, position, post title, title of post, occupation",
    "phone": "phone, contact number, contact no",
    "contact_by": """
        contact by, contact via, contact method, contact preference, contact preferences, best
        contact, best contact method, best way to contact, best way to reach, best way to
        reach you, best way to contact you, best way to get in touch, communication
        preference, how to contact, how to reach, means of contact, method of contact,
        preferred communication, preferred communication method, preferred contact, preferred
        contact method, preferred means of contact, preferred method of contact, preferred
        way of contact, prefers, prefers contact by
    """,
    "access_needs": """
        access needs, support needs, support needed, communication needs, additional needs,
        what helps, what helps you take part
    """,
    "topics": """
        topics, area of interest, areas of interest, areas of focus, focus, interested in,
        things to talk about, wants to talk about, would like to talk about, what would you
        like to talk about
    """,
    "capacity": """
        capacity, how many, how many could you work with, number of people, number of
        leaders, number of coachees, number of pairings, places, spaces
    """,
    "lived_experience": """
        lived experience, lived experience y n, lived experience yes no, has lived
        experience, have lived experience, do you have lived experience, with lived
        experience
    """,
    "private": """
        private, connected to, connected to please keep private, interest, coi, links, do not
        match, do not match with, do not pair with, not to be matched with, not to be paired
        with, should not be matched with, should not be paired with, who should you not be
        matched with, who should we not match with
    """,
}
# A header made of these words alone, with at least one of those before the bar.
BAGS = {
    "role": "role roles type | participant programme program project participation kind of in",
    "email": "email emails | address addresses contact work personal home nhs best main id or and",
    "organisation": """
        organisation organisations organization org trust employer workplace company
        | name nhs of or and employing
    """,
    "organisation_code": "ods | code number organisation organization org trust nhs of",
    "job_title": "job jobs | title titles role current post position or and",
    "phone": """
        phone phones telephone tel mobile cell cellphone landline
        | number numbers no contact daytime evening day work home main best or and
    """,
    "access_needs": """
        access accessibility adjustment adjustments
        | need needs requirement requirements support communication reasonable or and
    """,
    "topics": "topic topics subject subjects | of interest to for talk about discuss discussion",
    "capacity": """
        capacity max maximum | number no of people leaders coachees mentees pairings places for
    """,
    "private": """
        conflict conflicts declaration declarations declared interests connection connections ties
        | of interest interests register private confidential connected or and
    """,
}
# A question that asks one of these things, and none of the others.
QUESTIONS = {
    "role": r"\bwhich role\b|\bcoach\b.* or .*\bleader\b|\bleader\b.* or .*\bcoach\b",
    "access_needs": (
        r"\b(help|helps|support|need|needs)\b.*\b(take part|taking part|participate|join in)\b"
        r"|\b(access|accessibility) (needs?|requirements?|support)\b"
        r"|\badjustments?\b"
    ),
    "topics": r"\b(talk about|discuss|topics?)\b",
    "capacity": r"\bhow many (people|leaders|coachees|mentees|pairings)\b",
    "contact_by": (
        r"\b(best|preferred|prefer) (way|method|means)\b.*\b(contact|contacted|reach)\b"
        r"|\bhow .*\b(contact|reach) you\b"
        r"|\bhow .*\byou .*\b(contacted|reached)\b"
    ),
    "private": (
        r"\bconflicts? of interests?\b"
        r"|\bdeclarations? of interests?\b"
        r"|\bto declare\b"
        r"|\bconnected (to|with)\b"
        r"|\byour? connections?\b"
    ),
}

LONGEST_HEADER = 300

FIELDS = tuple(SPELLINGS)
ALSO_CALLED = {
    "full_name": "name",
    "display_name": "name",
    "organisation_name": "organisation",
    "ods_code": "organisation_code",
    "declaration": "private",
    "declarations": "private",
}
_KNOWN = {squeezed(way): ours for ours, ways in SPELLINGS.items() for way in ways.split(",")}
_BAGS = {ours: [set(part.split()) for part in bag.split("|")] for ours, bag in BAGS.items()}
_FILLERS = """
    please your my their the a this participants persons people required optional mandatory
    if any known applicable needed tick one only yes no
"""
_PRIVATE = {"private", "privately", "privacy", "confidential", "secret", "sensitive"}


def field_of(header: str) -> str | None:
    """Say which field of ours a header means, if we are sure."""
    if len(header) > LONGEST_HEADER:
        return None
    words = " ".join(words_of(header)).replace("e mail", "email").split()
    exact = _KNOWN.get("".join(words))
    if exact is not None:
        return exact
    needed = [word for word in _without_number(words) if word not in _FILLERS.split()]
    return _KNOWN.get("".join(needed)) or _bagged(set(needed)) or _asked(" ".join(words))


def seems_private(header: str) -> bool:
    """Tell a column that somebody wants kept to few eyes, whatever it is for."""
    return not _PRIVATE.isdisjoint(words_of(header))


def _without_number(words: list[str]) -> list[str]:
    """Leave out the number that survey tools put before a question."""
    return words[1:] if words and re.fullmatch(r"q?\d{1,3}", words[0]) else words


def _bagged(words: set[str]) -> str | None:
    """Know a header by its words in any order, if they are words for one thing alone."""
    found = [
        ours for ours, (keys, helpers) in _BAGS.items() if words & keys and words <= keys | helpers
    ]
    return found[0] if len(found) == 1 else None


def _asked(question: str) -> str | None:
    """Know a whole question by what it asks, if it asks one thing alone."""
    found = [ours for ours, asks in QUESTIONS.items() if re.search(asks, question)]
    if len(found) != 1 or (found != ["private"] and seems_private(question)):
        return None
    return found[0]
