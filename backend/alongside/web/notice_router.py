"""The notices over HTTP: for everybody, before they sign in."""

from fastapi import Request, Response

from alongside.access.http import answer, make_router, open_to_all, site_of
from alongside.web import notice, tried
from alongside.web.notice_schemas import AccessibilityView, PrivacyView

router = make_router("", "Notices")


@router.get("/privacy", response_model=PrivacyView, **open_to_all("privacy"))
async def read_privacy(request: Request) -> Response:
    """Read what is kept about people, who reads it, for how long, and what pages speak to."""
    return answer(notice.privacy(site_of(request).erasure_days))


@router.get("/accessibility", response_model=AccessibilityView, **open_to_all("accessibility"))
async def read_accessibility() -> Response:
    """Read what is tried of every page for people with disabilities, and what is not."""
    return answer(tried.accessibility())
