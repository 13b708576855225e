"""Who reads what, said once more from the rules for people, over the plain facts of a book."""

from tests.access.stateful.book import PAIRED, Book, Meeting, Pair, Seat, Somebody

Words = set[str]


def sits(who: Somebody, seat: Seat) -> bool:
    return seat.who is who and seat.active


def meets(who: Somebody, meeting: Meeting) -> bool:
    """Say whether somebody is one of the two who met, and still takes part."""
    return any(sits(who, seat) for seat in meeting.pair.both)


def is_in(who: Somebody, pair: Pair) -> bool:
    """Say whether somebody is in a pairing, as far as they have been told of it."""
    return sits(who, pair.coach) or (sits(who, pair.leader) and pair.asked)


def own_notes(book: Book, who: Somebody) -> Words:
    """A private text is read by its author alone."""
    return {w for one in book.meetings for seat, w in one.own.items() if sits(who, seat)}


def own_notes_to_take_along(book: Book, who: Somebody) -> Words:
    """What somebody wrote stays theirs to take along when they have left."""
    return {w for one in book.meetings for seat, w in one.own.items() if seat.who is who}


def shared_notes(book: Book, who: Somebody) -> Words:
    """A joint text is read by the two who met, for as long as each takes part."""
    return {one.shared for one in book.meetings if one.shared and meets(who, one)}


def feedback(book: Book, who: Somebody) -> Words:
    """Feedback is read by its author, and by the one audience that they chose."""
    found = set()
    for one in book.said:
        to_partner = one.audience == "pairing" and meets(who, one.meeting)
        to_team = one.audience == "team" and who in book.team(one.author.where)
        if sits(who, one.author) or to_partner or to_team:
            found.add(one.word)
    return found


def offered(book: Book, who: Somebody) -> Words:
    """What was offered to learning is read by the learning partners of that programme."""
    mine = {s.where for s in book.seats_of(who) if s.role == "learning_partner"}
    to_learning = (one for one in book.said if one.audience == "learning_partners")
    return {one.word for one in to_learning if one.author.where in mine}


def ties(book: Book, who: Somebody) -> Words:
    """A tie is told to its person and the safeguarding leads of the programme."""
    return {
        one.word for one in book.ties if sits(who, one.whose) or who in book.leads(one.whose.where)
    }


def ties_to_take_along(book: Book, who: Somebody) -> Words:
    return {one.word for one in book.ties if one.whose.who is who}


def programmes(book: Book, who: Somebody) -> set[str]:
    here = {seat.where for seat in book.seats_of(who)}
    return {key for n, key in enumerate(book.programmes) if n in here or who.operator}


def participants(book: Book, who: Somebody) -> set[str]:
    """Oneself, one's partners, and all of a programme for its team; operators: the teams."""
    found = {seat.id for seat in book.seats_of(who)}
    found |= {one.id for one in book.seats if who in book.team(one.where)}
    found |= {one.id for one in book.seats if who.operator and one.role == "coordinator"}
    for pair in book.pairs:
        if is_in(who, pair):
            found |= {seat.id for seat in pair.both}
    return found


def pairings(book: Book, who: Somebody) -> set[str]:
    return {p.id for p in book.pairs if is_in(who, p) or who in book.team(p.where)}


def sessions(book: Book, who: Somebody) -> set[str]:
    return {m.id for m in book.meetings if meets(who, m) or who in book.team(m.pair.where)}


def feedback_ids(book: Book, who: Somebody) -> set[str]:
    readable = feedback(book, who)
    return {one.id for one in book.said if one.word in readable}


def declarations(book: Book, who: Somebody) -> set[str]:
    readable = ties(book, who)
    return {one.id for one in book.ties if one.word in readable}


def only_learns(book: Book, who: Somebody) -> bool:
    """Say whether somebody has never been anything but a learning partner."""
    return not who.operator and all(
        seat.role == "learning_partner" and not seat.lead for seat in book.seats_of(who, past=True)
    )


def hidden_from_learning(book: Book, who: Somebody) -> set[str]:
    """Give the ids and names of those who coach and lead, of what they do, and of others' ties."""
    hidden = {key for kind, key, _ in book.ids() if kind not in ("programme", "participant")}
    hidden -= {tie.id for tie in book.ties if tie.whose.who is who}
    others = [one for one in book.seats if one.who is not who and one.role in PAIRED]
    return hidden | {one.id for one in others} | {word for one in others for word in one.words}
