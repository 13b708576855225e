"""T7, T8: the second lock by itself lets through what it should, in a world that we know."""

from collections import Counter

from tests.access.attempts import attempt, key_of, privileges, sweep, swept, visible
from tests.access.facts import TABLES
from tests.access.lock import GONE, LOCK, promised, told_of
from tests.figures import record

DOING = ("insert", "update", "delete")


def test_every_table_has_its_lock_written_down():
    assert set(LOCK) == set(TABLES)


def test_the_lock_shows_everybody_just_what_is_written_down(stage, facts):
    async def scene():
        for who, member in stage.world.actors.items():
            async with stage.undone():
                await stage.enter(who)
                for name in TABLES:
                    if "select" in privileges(name):
                        yield who, told_of(facts, member.person_id), name, await seen(name)

    async def seen(name):
        return await visible(stage.connection, name)

    async def gather():
        return [one async for one in scene()]

    looks = stage.play(gather())
    record("T8", "looks at a table by the lock alone", len(looks))
    for who, told, name, found in looks:
        promised_rows = {key_of(name, r) for r in facts[name] if LOCK[name].reads(told, r)}
        assert found == promised_rows, (who, name)


def test_the_lock_lets_nobody_write_more_than_is_written_down(stage, facts):
    """Forbidden changes raise, or touch nothing."""
    wrong, tally = [], Counter()

    async def scene():
        for who, member in stage.world.actors.items():
            told = told_of(facts, member.person_id)
            async with stage.undone():
                await stage.enter(who)
                for name in TABLES:
                    for doing in DOING:
                        await compare(who, told, name, doing)

    async def compare(who, told, name, doing):
        granted = doing in privileges(name)
        rows = facts[name]
        said = await attempt(stage.connection, name, doing, rows)
        for row, got in zip(rows, said, strict=True):
            tally[got] += 1
            expected = promised(LOCK[name], doing, told, row, granted=granted)
            if got != expected:
                wrong.append((who, name, doing, row, expected, got))

    stage.play(scene())
    record("T8", "writes tried behind the policy's back", sum(tally.values()))
    record("T8", "of these", ", ".join(f"{n} {what}" for what, n in sorted(tally.items())))
    assert wrong == []


def test_a_command_without_any_condition_reaches_no_further(stage, facts):
    wrong = []

    async def scene():
        for who, member in stage.world.actors.items():
            told = told_of(facts, member.person_id)
            async with stage.undone():
                await stage.enter(who)
                for name, doing in sweeps():
                    said = await sweep(stage.connection, name, doing)
                    if said not in swept(name, doing, told, facts[name]):
                        wrong.append((who, name, doing, said))

    stage.play(scene())
    assert wrong == []


def sweeps():
    """The commands that were granted, of the kinds that can do without a condition."""
    return [(n, doing) for n in TABLES for doing in ("update", "delete") if doing in privileges(n)]


def test_with_nobody_asking_nothing_is_there(stage, facts):
    async def scene():
        found = {}
        async with stage.undone():
            for name in TABLES:
                if "select" in privileges(name):
                    found[name] = await visible(stage.connection, name)
                for doing in DOING:
                    said = await attempt(stage.connection, name, doing, facts[name])
                    assert set(said) <= {"refused", GONE}, (name, doing)
        return found

    assert set(map(len, stage.play(scene()).values())) == {0}
