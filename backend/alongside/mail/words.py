"""The words of every mail: plain, kind, and nobody's name in them but the reader's own.

No mail says what was written, with whom somebody is paired, or which programme it is about:
whoever looks over a shoulder learns only that there is something to look at.
"""

from typing import NamedTuple

from alongside.mail.kinds import Kind


class Letter(NamedTuple):
    """What a mail says, and the page it leads to. `{token}` and `{code}` stand for its secrets."""

    subject: str
    says: tuple[str, ...]
    page: str
    press: str
    then: tuple[str, ...] = ()


GREETING = "Hello {name},"
GREETING_NOBODY = "Hello,"
BYE = "This mail was sent by Alongside. Nobody reads what is sent back to it."

ASKED = "If that was you, all is well, and you need not do anything."
OTHERWISE = "If it was not you, open the page below and press its button."
THEN = (
    "The button signs out every device, and nobody comes in by your old password any more.",
    "Passkeys that were added in the last 30 days are taken away.",
    "If they are your only second step, they stay: please look at them yourself.",
    "Then tell your programme team, so that they can help you back in.",
    "The link works once, within 30 days.",
)


def _changed(subject: str, *says: str, asked: str = ASKED, otherwise: str = OTHERWISE) -> Letter:
    """Tell of a change to how somebody signs in, with the way to say that it was not them."""
    told = (*says, asked, otherwise)
    return Letter(subject, told, "/sign-in/not-me#{token}", "This was not me", THEN)


LETTERS: dict[Kind, Letter] = {
    Kind.FIRST_LINK: Letter(
        subject="Your way in to Alongside",
        says=(
            "A programme team would like you to take part, and has made a place for you.",
            "The link below opens a page that says more. You choose there how you sign in.",
        ),
        page="/welcome#{token}",
        press="Open your page",
        then=(
            "The link is for you alone. It works once, within 14 days.",
            "If you did not expect this, you need not do anything.",
        ),
    ),
    Kind.SIGN_IN: Letter(
        subject="Your link and code to sign in",
        says=(
            "Here are two ways to sign in to Alongside. Use the one that you like better.",
            "Type this code on the page where you asked for it: {code}",
            "Or open the link below, on any device, and press the button there.",
        ),
        page="/sign-in/link#{token}",
        press="Open the page to sign in",
        then=(
            "Both are good for ten minutes, and only one of them works, once.",
            "If you did not ask for this, you need not do anything. Tell the code to nobody.",
        ),
    ),
    Kind.NEW_DEVICE: _changed(
        "You signed in on a new device",
        "Your account was signed in to on a device, or in a browser, that we did not know yet.",
    ),
    Kind.SIGN_IN_REPLAYED: _changed(
        "We have signed one device out",
        "While you are signed in, your browser holds a key for you. We change that key often.",
        "An old key of yours has come back to us. It may be that somebody has copied it.",
        "So we have ended that sign-in, for whoever holds it. Your other devices stay signed in.",
        "You can sign in again at any time.",
        asked="If a computer or a browser of yours was set back to an earlier day, all is well.",
        otherwise="If not, or if you are not sure, open the page below and press its button.",
    ),
    Kind.PROPOSAL: Letter(
        subject="Something waits for your answer",
        says=(
            "There is a proposal for you. You can say yes or no, and nobody will ask you why.",
            "Take the time that you need.",
        ),
        page="/",
        press="Look at it",
    ),
    Kind.COORDINATOR_APPOINTED: Letter(
        subject="Somebody was made a coordinator",
        says=(
            "Whoever looks after Alongside has made somebody a coordinator of your programme.",
            "Coordinators see who takes part and how to reach them. Private notes stay private.",
            "If you knew of this, all is well, and you need not do anything.",
            "If you did not, open the page below, and look at who is in the team.",
        ),
        page="/",
        press="Open your programme",
        then=("You can end their place there. Ask whoever looks after Alongside why they did it.",),
    ),
    Kind.ERASURE_ASKED: Letter(
        subject="You asked us to delete your account",
        says=(
            "You asked us to delete your account in Alongside, and what we hold about you.",
            "It has not happened yet. Your page says on which day it will.",
            "If you change your mind before that day, one button there keeps everything as it is.",
            "If it was not you who asked, press that button, and choose a new password.",
        ),
        page="/your-data/delete",
        press="Open the page",
    ),
    Kind.PASSWORD_CHANGED: _changed(
        "Your password was changed",
        "Your password for Alongside was changed. Every other device was signed out.",
    ),
    Kind.PASSKEY_ADDED: _changed(
        "A passkey was added to your account",
        "A passkey was added to your account. Whoever holds it can sign in with it.",
    ),
    Kind.PASSKEY_REMOVED: _changed(
        "A passkey was removed from your account",
        "A passkey was removed from your account. It signs nobody in any more.",
    ),
    Kind.SECOND_STEP_ON: _changed(
        "Your second step was set up",
        "From now on, signing in to your account asks for a code from an app as well.",
        "Your other devices were signed out, but for those where you used a passkey.",
    ),
    Kind.SECOND_STEP_OFF: _changed(
        "Your second step was turned off",
        "Signing in to your account asks for no code from an app any more.",
    ),
    Kind.RECOVERY_CODES: _changed(
        "You have new recovery codes",
        "New recovery codes were made for your account. The old ones work no more.",
    ),
    Kind.SECOND_STEP_RESET: _changed(
        "Your second step was reset",
        "Whoever looks after Alongside has taken away your second step and your passkeys, and "
        "signed you out everywhere.",
        "They do so for people who have lost their app and their recovery codes.",
        "Sign in as ever. If your part here asks for a second step, you are led to a new one.",
        asked="If you asked for this, all is well.",
        otherwise="If you did not ask for it, open the page below and press its button.",
    ),
}
