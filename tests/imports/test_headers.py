import pytest

from alongside.imports.reading.headers import field_of

WAYS = {
    "role": [
        "Role",
        "ROLES",
        "Type",
        "I am a",
        "I\u2019m a…",
        "Your role",
        "role*",
        "1. Role",
        "Which role?",
        "Participant type",
        "Are you a coach or a leader?",
    ],
    "name": ["Name", "Full name", "full_name", "Your name", "Participant's name"],
    "given_name": [
        "First name",
        "FirstName",
        "first_name",
        "Forename(s)",
        "Given name",
        "FORENAME",
    ],
    "family_name": ["Surname", "Last name", "last-name", "Family name", "Surname (required)"],
    "email": [
        "Email",
        "E-mail",
        "e mail",
        "Email address",
        "E-Mail-Address",
        "Émail",
        "Work email",
    ],
    "organisation": [
        "Organisation",
        "Organization",
        "Org",
        "Trust",
        "Employer",
        "NHS Trust",
        "Trust / Organisation",
    ],
    "organisation_code": [
        "ODS code",
        "Org code",
        "ods_code",
        "Organisation code",
        "Trust code",
        "Organisation (ODS) code",
    ],
    "job_title": ["Job title", "Job Title ", "Position", "Job role"],
    "phone": [
        "Phone",
        "Telephone",
        "Tel.",
        "Tel no.",
        "Mobile",
        "Phone number",
        "Phone (mobile)",
        "Contact number",
    ],
    "contact_by": [
        "Best way to reach you",
        "Preferred contact",
        "preferred contact method",
        "contact_by",
        "How would you like to be contacted?",
        "What is the best way to contact you?",
    ],
    "access_needs": [
        "What helps you take part?",
        "Access needs",
        "access_needs",
        "Reasonable adjustments",
        "Adjustments",
        "What would help you to take part?",
        "Do you have any access requirements?",
        "Access and communication needs",
    ],
    "topics": [
        "Topics",
        "What would you like to talk about?",
        "What do you want to talk about",
        "Topics of interest",
        "Areas of interest",
    ],
    "capacity": [
        "Capacity",
        "How many people could you work with?",
        "How many leaders can you coach?",
        "Max. number of people",
    ],
    "lived_experience": ["Lived experience", "Lived experience (Y/N)"],
    "private": [
        "Connected to (please keep private)",
        "Connected to",
        "Conflicts",
        "Conflicts of interest",
        "Declarations",
        "Declaration of interest (confidential)",
        "Interests",
        "Are you connected to any of these trusts?",
        "Private: connections",
        "Anything to declare?",
        "Register of interests",
    ],
}


@pytest.mark.parametrize(("ours", "header"), [(o, h) for o, hs in WAYS.items() for h in hs])
def test_the_header_is_understood(ours, header):
    assert field_of(header) == ours
    assert field_of(header.upper()) == ours
    assert field_of(f"\u00a0{header}\u200b ") == ours


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Notes",
        "Emergency contact phone",
        "Line manager's email",
        "Email (line manager)",
        "Phone: next of kin",
        "Date of birth",
        "Contact",
        "Address",
        "NHS number",
        "Code",
        "Number",
        "Title",
        "Emergency contact number",
        "Access needs (confidential)",
        "Phone (private)",
        "What would you like to talk about, and what helps you take part?",
    ],
)
def test_a_header_that_may_mean_something_else_is_not(header):
    assert field_of(header) is None
