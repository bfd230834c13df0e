"""The HTML report: one file, nothing loaded, nothing run that is not its own, usable with eyes, mouse and keyboard."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.records import Span
from reconcile.decisions import Decided, Decision, Standing, passages
from reports.drawings import draw_matrix, draw_timeline
from reports.highlight import cut
from reports.html import to_html
from tests.browser import needs_browser, open_page
from tests.story import TEXTS, article, claim_in, story

HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1> \" ' onclick=window.hit=1 {{7*7}} javascript:1"


class _Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def _elements(page):
    parser = _Elements()
    parser.feed(page.decode("utf-8"))
    return parser.seen


def _hostile():
    """The story with hostile text in every place that an article, a reviewer or a file name can reach."""
    result = story()
    articles = tuple(
        replace(a, text=a.text + HOSTILE, title=HOSTILE, source=a.source + HOSTILE, path=HOSTILE)
        for a in result.articles
    )
    by_id = {
        c.id: replace(c, source=c.source + HOSTILE, quote=HOSTILE, text=HOSTILE, language='"><b>')
        for c in result.claims
    }
    findings = tuple(
        replace(
            f, explanation=HOSTILE, values=(HOSTILE, HOSTILE), kind="odd " + HOSTILE,
            pair=replace(f.pair, left=by_id[f.pair.left.id], right=by_id[f.pair.right.id]),
        )
        for f in result.findings
    )  # fmt: skip
    return replace(result, story=HOSTILE, articles=articles, claims=tuple(by_id.values()), findings=findings)


def _decided(result):
    first = result.findings[0]
    made = Decision(first.id, "conflicting", HOSTILE, HOSTILE, "2031-03-05T09:00:00+00:00", *passages(first))
    return Decided({first.id: (Standing(made),)})


def test_the_page_is_the_same_bytes_every_time():
    assert to_html(story(), "de") == to_html(story(), "de")


def test_no_text_becomes_an_element_or_an_attribute():
    hostile = _hostile()
    safe, attacked = (
        _elements(to_html(story(), "en", _decided(story()))),
        _elements(to_html(hostile, "en", _decided(hostile))),
    )
    assert {tag for tag, _ in attacked} == {tag for tag, _ in safe}
    assert {name for _, attrs in attacked for name in attrs} == {name for _, attrs in safe for name in attrs}
    assert sum(tag == "script" for tag, _ in attacked) == 1
    assert not any(name.startswith("on") or name in ("style", "src") for _, attrs in attacked for name in attrs)


def test_the_policy_allows_its_own_style_and_script_only():
    (policy,) = [a["content"] for tag, a in _elements(to_html(story(), "en")) if a.get("http-equiv")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_reconciliation_without_findings_or_dates_still_makes_a_page():
    bare = replace(
        story(),
        findings=(),
        participants=(),
        entities=(),
        articles=tuple(replace(a, published=None) for a in story().articles),
    )
    assert b"<h1>" in to_html(bare, "de")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=6))
def test_pieces_join_to_the_text_and_carry_the_claims_over_them(spans):
    source = "Talbote"
    of = article(source)
    claims = [
        replace(claim_in(source, "14"), id=f"c_{number}", span=Span(start, start + length))
        for number, (start, length) in enumerate(spans)
    ]
    pieces = cut(of, claims)
    assert "".join(piece.text for piece in pieces) == TEXTS[source]
    for claim in claims:
        assert "".join(p.text for p in pieces if claim.id in p.claims) == claim.span.of(of.text)


def test_the_matrix_counts_every_finding_once():
    result = story()
    sources = sorted(TEXTS)
    matrix = draw_matrix(sources, result.findings)
    assert sum(cell.total for cell in matrix.cells) == len(result.findings)
    assert len(matrix.cells) == 3


def test_the_timeline_stands_in_order_of_time_and_names_the_undated():
    timeline = draw_timeline(story().articles, ())
    dots = {line.source: line.dots[0].x for line in timeline.lines}
    assert dots["Talbote"] < dots["Kreisanzeiger"]
    assert timeline.undated == ("The Valley Post",)
    assert draw_timeline([article("The Valley Post")], ()) is None


@pytest.fixture
def page(tmp_path):
    result = story()
    (tmp_path / "report.html").write_bytes(to_html(result, "en", _decided(result)))
    with open_page(viewport={"width": 1400, "height": 900}) as opened:
        opened.goto((tmp_path / "report.html").as_uri())
        yield opened
        assert opened.wrong == []
        assert len(opened.requested) == 1, "the page asked for something"


@needs_browser
def test_a_click_shows_both_passages_in_their_articles(page):
    entry = page.locator(".entry").nth(0)
    entry.locator("button").click()
    assert page.locator("mark.on").all_text_contents() == [
        "Das Bauwerk stammte aus dem Jahr 1913",
        "Die Brücke war 1931 gebaut worden",
    ]
    assert page.locator("article.involved").count() == 2
    assert entry.locator("button").get_attribute("aria-expanded") == "true"
    assert entry.locator("b.value").all_text_contents() == ["1931", "1913"]
    page.locator("mark.on").first.click()
    assert page.locator(".entry.on").count() == 1


@needs_browser
def test_the_keyboard_walks_through_the_findings(page):
    for key, expected in (("n", 0), ("n", 1), ("p", 0), ("p", 0), ("n", 1)):
        page.keyboard.press(key)
        assert page.locator(".entry.on").get_attribute("id") == story().findings[expected].id
    page.keyboard.press("Escape")
    assert page.locator(".entry.on, mark.on").count() == 0
    page.keyboard.press("/")
    page.keyboard.type("nap")
    assert page.locator("input[type=search]").input_value() == "nap"


@needs_browser
def test_filters_leave_what_was_asked_for(page):
    def left():
        visible = page.locator(".entry:visible").count()
        assert page.locator("#shown").text_content() == str(visible)
        return visible

    assert left() == 9
    page.get_by_label("undecided only").check()
    assert left() == 8
    page.locator("input[value=agreeing]").uncheck()
    assert left() == 5
    page.locator("select[name=source]").select_option("The Valley Post")
    assert left() == 2
    page.locator("select[name=kind]").select_option("number")
    assert left() == 1
    page.locator("input[type=search]").fill("nothing has this")
    assert left() == 0


@needs_browser
def test_everything_has_a_name_and_the_drawings_tell_what_they_show(page):
    assert page.get_by_role("region", name="Articles side by side").count() == 1
    assert page.get_by_role("region", name="Findings").count() == 1
    assert page.get_by_role("img").count() == 2
    assert "Kreisanzeiger – Talbote: 2 conflicting" in page.locator("#matrix-title").text_content()
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input,select,button')].filter(e => !(e.labels?.length || e.textContent.trim())).length"
    )
    assert unnamed == 0


@needs_browser
def test_text_can_be_read_in_light_dark_and_print(page):
    contrast = """() => {
      const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
        .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const paper = light(getComputedStyle(document.body).backgroundColor);
      return Math.min(...[...document.querySelectorAll('p,strong,.sign,label,h1,h2,.who')].map((e) => {
        const ink = light(getComputedStyle(e).color);
        return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05); }));
    }"""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(contrast) >= 4.5
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden()
    assert page.locator(".more").nth(3).is_visible()


@needs_browser
def test_hostile_text_runs_nothing_in_a_real_browser(tmp_path):
    hostile = _hostile()
    (tmp_path / "report.html").write_bytes(to_html(hostile, "en", _decided(hostile)))
    with open_page() as opened:
        opened.goto((tmp_path / "report.html").as_uri())
        opened.keyboard.press("n")
        opened.locator("select[name=source]").select_option(index=1)
        assert opened.locator(".entry:visible").count() > 0
        assert opened.evaluate("window.hit") is None
        assert (opened.wrong, len(opened.requested)) == ([], 1)


@needs_browser
def test_without_script_every_finding_can_still_be_read(tmp_path):
    (tmp_path / "report.html").write_bytes(to_html(story(), "en"))
    with open_page(java_script_enabled=False) as opened:
        opened.goto((tmp_path / "report.html").as_uri())
        assert opened.locator("blockquote:visible").count() == 2 * len(story().findings)
