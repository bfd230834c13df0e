"""The review server: this machine only, one random token, every decision synced to disk before it is answered.

Against other pages in the same browser: the Host and Origin headers must be ours (no DNS rebinding), the cookie is
SameSite=Strict and HttpOnly, and every decision carries a token that only our own page knows.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from claims.errors import InputError
from reconcile.decisions import REVIEW_VERDICTS, Decided, Decision, carry_over, passages
from reconcile.store import DecisionStore, now
from reports.review_page import Review, own_decision, page_policy, to_page

HOST = "127.0.0.1"
MAX_BODY = 64_000
MAX_NOTE = 10_000


class ReviewServer(ThreadingHTTPServer):
    """Serves one review. `url` opens it; the token in it is new in every process."""

    daemon_threads = True

    def __init__(self, review: Review, store: DecisionStore, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.review = review
        self.store = store
        self.token = secrets.token_urlsafe(32)
        self.csrf = secrets.token_urlsafe(32)
        self.hosts = frozenset({f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"})
        self.findings = {finding.id: finding for finding in review.result.findings}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no error; anything else is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address to open, token included."""
        return f"http://{HOST}:{self.server_port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies know no ports, so the name tells it."""
        return f"reconcile_{self.server_port}"

    def decided(self) -> Decided:
        """What stands now, from the file: an import in another window shows at the next reload."""
        return carry_over(self.store.standing(), self.review.result.findings)

    def decide(self, asked: Mapping[str, Any]) -> dict[str, object]:
        """Keep one decision and tell what stands then. Raises ValueError for what the page never sends."""
        finding = self.findings.get(str(asked.get("finding_id")))
        verdict, note = asked.get("verdict"), asked.get("note")
        if finding is None or verdict not in (*REVIEW_VERDICTS, "") or not isinstance(note, str):
            raise ValueError("unknown finding, verdict or note")
        if len(note) > MAX_NOTE:
            raise ValueError("note too long")
        said = Decision(finding.id, str(verdict), note.strip(), self.review.reviewer, now(), *passages(finding))
        before = own_decision(finding, self.decided(), self.review.reviewer)
        known = (before.finding_id, before.verdict, before.note) if before else (finding.id, "", "")
        if known != (finding.id, said.verdict, said.note):
            self.store.append([said])
        return self.standing(finding.id)

    def undo(self) -> dict[str, object]:
        """Take back this reviewer's last decision on a finding of this run; `finding_id` is "" when there is none."""
        undone = self.store.undo(self.review.reviewer, among=self.findings)
        return self.standing(undone.finding_id) if undone else {"finding_id": ""}

    def standing(self, finding_id: str) -> dict[str, object]:
        """A finding's state for the page."""
        decided = self.decided()
        own = own_decision(self.findings[finding_id], decided, self.review.reviewer)
        mine = [own_decision(finding, decided, self.review.reviewer) for finding in self.findings.values()]
        return {
            "finding_id": finding_id,
            "verdict": own.verdict if own else "",
            "note": own.note if own else "",
            "done": sum(bool(decision and decision.verdict) for decision in mine),
        }


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    protocol_version = "HTTP/1.1"
    server_version = "reconcile"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """The page; with the token in the address, the cookie and then the page without it."""
        address = urlsplit(self.path)
        if not self._from_here() or address.path != "/":
            return self._refuse(HTTPStatus.NOT_FOUND)
        given = parse_qs(address.query).get("token", [""])[0]
        if given and _same(given, self.server.token):
            return self._enter()
        if not self._known():
            return self._refuse(HTTPStatus.FORBIDDEN)
        page = to_page(self.server.review, self.server.decided(), self.server.csrf)
        return self._answer(HTTPStatus.OK, page, "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """One decision, or undo."""
        body = self._body()
        if not self._from_here() or not self._known() or not self._from_our_page():
            return self._refuse(HTTPStatus.FORBIDDEN)
        if body is None:
            return self._refuse(HTTPStatus.BAD_REQUEST)
        try:
            if self.path == "/decide":
                return self._json(self.server.decide(body))
            if self.path == "/undo":
                return self._json(self.server.undo())
        except ValueError:
            return self._refuse(HTTPStatus.BAD_REQUEST)
        except InputError as error:
            return self._json({"error": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)
        return self._refuse(HTTPStatus.NOT_FOUND)

    def _from_here(self) -> bool:
        """Another name for this machine in the Host header is another page that rebound its name to it."""
        return self.headers.get("Host", "") in self.server.hosts

    def _known(self) -> bool:
        from http.cookies import CookieError, SimpleCookie

        try:
            sent = SimpleCookie(self.headers.get("Cookie", "")).get(self.server.cookie)
        except CookieError:
            return False
        return sent is not None and _same(sent.value, self.server.token)

    def _from_our_page(self) -> bool:
        origins = {f"http://{host}" for host in self.server.hosts}
        site = self.headers.get("Sec-Fetch-Site", "same-origin")
        csrf = self.headers.get("X-CSRF-Token", "")
        return self.headers.get("Origin") in origins and site == "same-origin" and _same(csrf, self.server.csrf)

    def _body(self) -> dict[str, Any] | None:
        """The JSON object that was sent; None for anything else. An unread body would spoil the connection: it is closed."""
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "").split(";")[0].strip()
        if not length.isdigit() or int(length) > MAX_BODY or kind != "application/json":
            self.close_connection = True
            return None
        try:
            value = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, dict) else None

    def _enter(self) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", "/")
        self.send_header("Set-Cookie", f"{self.server.cookie}={self.server.token}; HttpOnly; SameSite=Strict; Path=/")
        self._finish(b"", "text/plain")

    def _json(self, value: dict[str, object], status: HTTPStatus = HTTPStatus.OK) -> None:
        self._answer(status, json.dumps(value).encode("utf-8"), "application/json")

    def _refuse(self, status: HTTPStatus) -> None:
        self._answer(status, f"{status.value} {status.phrase}\n".encode(), "text/plain; charset=utf-8")

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self._finish(body, kind)

    def _finish(self, body: bytes, kind: str) -> None:
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Content-Security-Policy": f"{page_policy()}; frame-ancestors 'none'",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the address holds the token, and articles may be confidential."""


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8"))
