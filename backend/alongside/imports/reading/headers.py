"""Which of our fields a column holds, told by its header in the many ways people write it."""

import re

from alongside.imports.reading.spelling import squeezed, words_of

SPELLINGS = {
    "role": """
        role, roles, type, participant type, participant role, programme role, program role,
        role in programme, role in the programme, role in this programme, role type, i am a,
        i am, im a, are you a, who you are, taking part as, joining as, coach or leader,
        coach leader, leader or coach, kind of participant
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
        surname, last name, last names, last, lname, family name, family names, second name
    """,
    "email": """
        email, emails, mail, email address, email addresses, mail address, email addr, email
        id, email contact, contact email, contact email address, work email, work email
        address, email work, personal email, personal email address, home email, nhs email
    """,
    "organisation": """
        organisation, organization, org, organisation name, organization name, org name,
        name of organisation, name of organization, employer, employer name, employing
        organisation, trust, trust name, nhs trust, name of trust, company, workplace, place
        of work, where do you work, where you work, organisation or trust, trust or
        organisation
    """,
    "organisation_code": """
        ods code, ods, ods org code, ods number, org code, organisation code, organization
        code, organisation ods code, org ods code, trust code, nhs code, nhs code of
        organisation, provider code, employer code, code of organisation
    """,
    "job_title": """
        job title, job titles, job, job role, job description, position, post title, title
        of post, occupation, work role, role at work, what is your job, whats your job, job
        title or role
    """,
    "phone": """
        phone, phones, phone number, phone numbers, phone no, telephone, telephone number,
        telephone no, tel, tel no, tel number, mobile, mobile number, mobile no, mobile
        phone, mobile phone number, phone mobile, cell, cell phone, cellphone, contact
        number, contact phone, contact phone number, contact tel, contact telephone, contact
        telephone number, landline, phone or mobile, telephone mobile, daytime phone, phone
        daytime
    """,
    "contact_by": """
        contact by, best way to reach you, best way to contact you, best way to contact,
        best way to reach, best way to get in touch, best contact, best contact method,
        preferred contact, preferred contact method, preferred method of contact, preferred
        way of contact, preferred means of contact, preferred communication, preferred
        communication method, prefers, prefers contact by, contact preference, contact
        preferences, contact method, method of contact, means of contact, how to contact,
        how to reach, contact via, communication preference
    """,
    "access_needs": """
        access needs, access need, access, access requirements, access support, access and
        support needs, accessibility, accessibility needs, accessibility requirements,
        accessibility support, adjustments, adjustments needed, reasonable adjustments,
        support needs, support needed, communication needs, additional needs, what helps you
        take part, what helps you to take part, what helps
    """,
    "topics": """
        topics, topic, topics of interest, area of interest, areas of interest, subjects,
        interested in, focus, areas of focus, things to talk about, wants to talk about,
        would like to talk about, what would you like to talk about, what would you like to
        discuss
    """,
    "capacity": """
        capacity, how many, how many people, how many leaders, number of people, number of
        leaders, number of coachees, number of pairings, how many people could you work
        with, how many could you work with, max pairings, maximum pairings, max number,
        maximum number, max people, places, spaces
    """,
    "lived_experience": """
        lived experience, lived experience y n, lived experience yes no, has lived
        experience, have lived experience, do you have lived experience, with lived
        experience
    """,
    "private": """
        private, connected to, connected to please keep private, connections, connection,
        conflict, conflicts, conflict of interest, conflicts of interest, coi, declaration,
        declarations, declaration of interest, declarations of interest, declared interests,
        declared interest, interests, interest, interests declared, register of interests,
        ties, private ties, links, do not match, do not match with, do not pair with, not to
        be matched with, not to be paired with, should not be matched with, should not be
        paired with, who should you not be matched with, who should we not match with
    """,
}
QUESTIONS = {
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
_FILLERS = """
    please your my their the a this participants persons people required optional mandatory
    if any known applicable needed tick one only yes no
"""
_PRIVATE = {"private", "privately", "privacy", "confidential", "secret", "sensitive"}


def field_of(header: str) -> str | None:
    """Say which field of ours a header means, if we are sure."""
    if len(header) > LONGEST_HEADER:
        return None
    words = words_of(header)
    exact = _KNOWN.get("".join(words))
    if exact is not None:
        return exact
    needed = [word for word in _without_number(words) if word not in _FILLERS.split()]
    return _KNOWN.get("".join(needed)) or _asked(" ".join(words))


def seems_private(header: str) -> bool:
    """Tell a column that somebody wants kept to few eyes, whatever it is for."""
    return not _PRIVATE.isdisjoint(words_of(header))


def _without_number(words: list[str]) -> list[str]:
    """Leave out the number that survey tools put before a question."""
    return words[1:] if words and re.fullmatch(r"q?\d{1,3}", words[0]) else words


def _asked(question: str) -> str | None:
    """Know a whole question by what it asks, if it asks one thing alone."""
    found = [ours for ours, asks in QUESTIONS.items() if re.search(asks, question)]
    if len(found) != 1 or (found != ["private"] and seems_private(question)):
        return None
    return found[0]
