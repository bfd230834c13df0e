"""The review page: nobody else gets in, and no decision that was answered is ever lost."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from claims.identity import content_id
from reconcile.decisions import Decision, carry_over, passages
from reconcile.records import Reconciliation
from reconcile.store import DecisionStore
from reports.json import to_json
from reports.review_page import Review, to_page
from reports.serve import ReviewServer
from tests.browser import expect, needs_browser, open_page
from tests.story import story


def many(count: int) -> Reconciliation:
    """The story with so many findings."""
    first = story().findings[0]
    more = tuple(replace(first, id=content_id("f", number), explanation=f"Nummer {number}") for number in range(count))
    return replace(story(), findings=more)


@pytest.fixture
def server(tmp_path):
    made = ReviewServer(Review(story(), "Ruth", "en"), DecisionStore(tmp_path / "decisions.sqlite"))
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def _ask(server, method, path, body=None, **headers):
    """One request with everything right but what `headers` say (None leaves one out)."""
    host = f"127.0.0.1:{server.server_port}"
    right = {"Host": host, "Cookie": f"{server.cookie}={server.token}"}
    if method == "POST":
        right |= {"Origin": f"http://{host}", "X-CSRF-Token": server.csrf, "Content-Type": "application/json"}
    right |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    payload = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    for name, value in {"Content-Length": str(len(payload)), **right}.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders(payload)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer, text


def _said(number=0, **fields):
    return {"finding_id": story().findings[number].id, "verdict": "agreeing", "note": "ok"} | fields


def test_it_listens_on_this_machine_only(server):
    assert server.server_address[0] == "127.0.0.1"


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_the_address(server):
    answer, _ = _ask(server, "GET", f"/?{urlsplit(server.url).query}", Cookie=None)
    assert (answer.status, answer.getheader("Location")) == (303, "/")
    cookie = answer.getheader("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_the_page_may_load_and_embed_nothing(server):
    answer, page = _ask(server, "GET", "/")
    assert answer.status == 200
    assert "default-src 'none'" in answer.getheader("Content-Security-Policy")
    assert "frame-ancestors 'none'" in answer.getheader("Content-Security-Policy")
    assert answer.getheader("Cache-Control") == "no-store"
    assert b"&lt;b&gt;www.example.org" in page


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {"Cookie": None}, 403),
        ("GET", "/?token=wrong", {"Cookie": None}, 403),
        ("GET", "/", {"Cookie": "reconcile_1=x; \x7f=;;"}, 403),
        ("GET", "/", {"Host": "evil.example"}, 404),
        ("GET", "/../../etc/passwd", {}, 404),
        ("GET", "/decisions.sqlite", {}, 404),
        ("POST", "/decide", {"Host": "evil.example:80"}, 403),
        ("POST", "/decide", {"Cookie": None}, 403),
        ("POST", "/decide", {"Origin": None}, 403),
        ("POST", "/decide", {"Origin": "http://evil.example"}, 403),
        ("POST", "/decide", {"Origin": "null"}, 403),
        ("POST", "/decide", {"X_CSRF_Token": None}, 403),
        ("POST", "/decide", {"X_CSRF_Token": "ünknown"}, 403),
        ("POST", "/decide", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("POST", "/decide", {"Content_Type": "text/plain"}, 400),
        ("POST", "/decide", {"Content_Length": "99999999"}, 400),
        ("POST", "/other", {}, 404),
        ("PUT", "/decide", {}, 501),
    ],
)
def test_what_does_not_come_from_our_page_is_refused_and_keeps_nothing(server, method, path, headers, status):
    headers = {name: value.encode("utf-8").decode("latin-1") if value else value for name, value in headers.items()}
    assert _ask(server, method, path, _said(), **headers)[0].status == status
    assert server.store.history() == ()


@pytest.mark.parametrize(
    "body",
    [
        {}, [], "x", b"{", b"[" * 50_000, _said(verdict="maybe"), _said(finding_id="f_none"), _said(note=5),
        _said(note="x" * 10_001), _said(finding_id={"a": 1}), _said(verdict=["agreeing"]),
    ],
)  # fmt: skip
def test_a_bad_decision_is_refused_and_keeps_nothing(server, body):
    assert _ask(server, "POST", "/decide", body)[0].status == 400
    assert server.store.history() == ()


def test_a_decision_is_kept_before_it_is_answered_and_the_same_again_adds_nothing(server):
    for _ in range(2):
        answer, text = _ask(server, "POST", "/decide", _said())
        assert (answer.status, json.loads(text)["verdict"], json.loads(text)["done"]) == (200, "agreeing", 1)
    (kept,) = server.store.history()
    assert (kept.reviewer, kept.note) == ("Ruth", "ok")


def test_undo_brings_back_what_stood_before_and_then_says_that_nothing_is_left(server):
    _ask(server, "POST", "/decide", _said())
    _ask(server, "POST", "/decide", _said(verdict="conflicting"))
    states = [json.loads(_ask(server, "POST", "/undo", {})[1]) for _ in range(3)]
    assert [state.get("verdict") for state in states] == ["agreeing", "", None]
    assert states[2]["finding_id"] == ""


def test_a_blind_review_shows_neither_the_tools_verdict_nor_other_reviewers(tmp_path):
    store = DecisionStore(tmp_path / "d.sqlite")
    first = story().findings[0]
    store.append([Decision(first.id, "agreeing", "Geheimnotiz", "Ben", "2031-01-01T00:00:00+00:00", *passages(first))])

    decided = carry_over(store.standing(), story().findings)
    seen, blind = (to_page(Review(story(), "Ruth", "de", hidden), decided, "t").decode() for hidden in (False, True))
    for secret in ("Geheimnotiz", "nicht beide stimmen", "0.97"):
        assert secret in seen
        assert secret not in blind


def _start(folder):
    call = [sys.executable, "-m", "reconcile.cli", "review", "serve", str(folder), "--reviewer", "Ruth"]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    url = re.search(r"http://\S+", process.stdout.readline()).group()
    return process, url


def _kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    process.stdout.close()


@needs_browser
def test_ten_findings_decided_with_the_server_killed_midway_are_all_there(tmp_path):
    result = many(10)
    (tmp_path / "reconciliation.json").write_bytes(to_json(result))
    keys = "1231231231"
    process, url = _start(tmp_path)
    try:
        with open_page() as page:
            page.goto(url)
            assert "token" not in page.url
            for number, key in enumerate(keys[:5], 1):
                page.keyboard.press(key)
                expect(page.locator("#done")).to_have_text(str(number))
            _kill(process)
            page.keyboard.press("1")
            page.wait_for_selector("#message.failed")
            assert page.locator("#done").text_content() == "5"
        assert len(DecisionStore(tmp_path / "decisions.sqlite").standing()) == 5
        process, url = _start(tmp_path)
        with open_page() as page:
            page.goto(url)
            assert page.locator("#done").text_content() == "5"
            for number, key in enumerate(keys[5:], 6):
                page.keyboard.press(key)
                expect(page.locator("#done")).to_have_text(str(number))
            assert page.wrong == []
    finally:
        _kill(process)
    words = {"1": "agreeing", "2": "complementary", "3": "conflicting"}
    kept = {d.finding_id: d.verdict for d in DecisionStore(tmp_path / "decisions.sqlite").standing()}
    assert kept == {finding.id: words[key] for finding, key in zip(result.findings, keys, strict=True)}


@needs_browser
def test_the_page_walks_decides_notes_and_undoes_by_keyboard(server):
    ids = [finding.id for finding in story().findings]
    with open_page() as page:
        page.goto(server.url)

        def visible():
            return page.locator(".card:visible").get_attribute("id")

        page.keyboard.press("n")
        page.keyboard.press("n")
        page.keyboard.press("p")
        assert visible() == ids[1]
        page.keyboard.press("t")
        page.keyboard.type("Akte 3, n und u sind hier Buchstaben")
        page.keyboard.press("Escape")
        page.keyboard.press("3")
        page.wait_for_url(f"**/#{ids[2]}")
        assert server.store.history()[0].note == "Akte 3, n und u sind hier Buchstaben"
        page.keyboard.press("u")
        page.wait_for_url(f"**/#{ids[1]}")
        assert server.store.history() == ()
        assert page.locator(f"#{ids[1]} [aria-pressed=true]").count() == 0
        page.locator(f"#{ids[1]} button.complementary").click()
        page.wait_for_url(f"**/#{ids[2]}")
        page.reload()
        assert page.locator(f"#{ids[1]} [aria-pressed=true]").get_attribute("value") == "complementary"
        assert page.wrong == []
        assert all(urlsplit(url).hostname == "127.0.0.1" for url in page.requested)
