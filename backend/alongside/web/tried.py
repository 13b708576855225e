"""What the tests try of every page; they go by this, and so does the accessibility statement."""

from alongside.web.notice_schemas import AccessibilityView, Missing, Walked, Way

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NARROW, WIDE = 320, 1280


def accessibility() -> AccessibilityView:
    """Put the statement together."""
    return AccessibilityView(
        rules=list(RULES),
        ways=list(Way),
        widths=[NARROW, WIDE],
        walked=list(Walked),
        missing=list(Missing),
    )
