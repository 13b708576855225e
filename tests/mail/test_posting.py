"""A mail is kept with the change that causes it, or not at all."""

import pytest
from sqlalchemy import text
from tests.conftest import owners_engine

from alongside.mail import Kind, code_in, post, token_in


@pytest.fixture
def kept(own_database):
    """Say what mails and what jobs are kept."""

    def look():
        with owners_engine(own_database.owner_url) as engine, engine.connect() as owner:
            mails = owner.execute(text("select id, person_id, kind, about_id from mail")).all()
            jobs = owner.execute(text("select args, status from jobs.procrastinate_jobs")).all()
        return mails, jobs

    return look


def posting(api, person_id, about=None, then=None):
    database = api.app.state.site.database

    async def scene():
        async with database.transaction() as db:
            mail_id = await post(db, to=person_id, kind=Kind.PROPOSAL, about=about)
            if then:
                raise then
            return mail_id

    return api.client.portal.call(scene)


def test_a_mail_and_its_job_are_kept_with_the_change(own_api, cast, kept):
    mail_id = posting(own_api, cast.hana.person_id, cast.proposal.id)

    mails, jobs = kept()
    assert mails == [(mail_id, cast.hana.person_id, "proposal", cast.proposal.id)]
    assert jobs == [({"mail_id": str(mail_id)}, "todo")]


def test_neither_is_kept_if_the_change_is_not(own_api, cast, kept):
    with pytest.raises(LookupError):
        posting(own_api, cast.hana.person_id, then=LookupError())

    assert kept() == ([], [])


def test_a_secret_is_the_same_each_time_and_another_for_each_mail_key_and_use(cast):
    one, other = cast.amara.person_id, cast.ben.person_id

    assert token_in(b"key", one) == token_in(b"key", one)
    assert len({token_in(b"key", one), token_in(b"key", other), token_in(b"other", one)}) == 3
    assert len(token_in(b"key", one)) == 43
    assert code_in(b"key", one) == code_in(b"key", one) != code_in(b"key", other)
    assert len(code_in(b"key", one)) == 8
    assert code_in(b"key", one).isdigit()
