"""The report: golden output, and text from articles that can only show as itself."""

import json
import shutil
import subprocess
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reconcile.decisions import Decided, Decision, Standing, passages
from reports.escape import markdown, plain
from reports.markdown import to_markdown
from reports.passages import find_value, marked
from reports.words import words
from tests import factory
from tests.golden_files import same_as_golden
from tests.story import story

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HARMLESS = {"text", "paragraph_open", "paragraph_close", "inline", "strong_open", "strong_close"}
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=y>", "![x](http://x.example/p.png)", "[a](javascript:1)", "| a | b |",
    "# Kopf", "1. Punkt", "12) Punkt", "- Punkt", "+ Punkt", "> Zitat", "```sh", "~~weg~~", "*fett* _kursiv_ __fett__",
    "&lt;b&gt; &amp; &#60;", "www.example.org", "https://x.example/?a=b", "x@example.org", "<http://x.example>", "$x^2$",
    "[^1]", "[^1]: Fuß", "H~2~O a^b^", "{#id .class}", ":smile:", "@melder #12", "\\", "\\*", "===", "---", "% Titel",
    "Zeile\n\n# Kopf", "a\u2028# b", "\u202egnp.exe", "[x]: http://x.example", "<!-- x", "| --- |", "Titel #", "a  \nb",
    ": Begriff", "mailto:x", "&copy;", "`code`", "<b", "!", "![", "a|b", "\ttab", "    code",
)  # fmt: skip


def _texts(source):
    for token in PARSER.parse(source):
        yield token
        yield from token.children or ()


def _shown(source):
    return "".join(token.content for token in _texts(source) if token.type == "text")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_itself_and_nothing_else(text):
    types = {token.type for token in _texts(markdown(text))}
    assert types <= HARMLESS, types
    assert _shown(markdown(text)) == plain(text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab1 .:/@#|*_`~^$<>&![](){}\\-+=%\n\tÄ„“")), max_size=30))
def test_any_text_shows_as_itself_in_a_paragraph_a_heading_a_list_and_a_table_cell(text):
    safe, line = markdown(text), plain(text)
    assert _shown(f"x {safe} y") == (f"x {line} y" if line else "x  y")
    assert _shown(f"- x {safe} y") == (f"x {line} y" if line else "x  y")
    assert _shown(f"## 1. {safe}?") == f"1. {line}?"
    cells = [t.content for t in _texts(f"| a | b |\n| --- | --- |\n| x{safe}x | z |") if t.type == "text"]
    assert "".join(cells) == f"abx{line}xz"


@given(st.text(alphabet=st.sampled_from(list("ab1 .:/@w-")), max_size=30))
def test_no_bare_address_is_left_for_github_to_link(text):
    assert not any(sign in markdown(text).lower() for sign in ("://", "www.", "@", "mailto:"))


@given(st.text(alphabet="aä1 *_[<„“.%\n", max_size=20), st.text(alphabet="aä1 *_[<„“.%", max_size=4))
def test_marking_a_value_changes_no_word_of_the_quote(quote, value):
    assert _shown(f"> **A**: {marked(quote, value)}.") == f"A: {plain(quote)}."


def test_values_are_marked_as_whole_words_only():
    assert marked("Es waren 14, nicht 140 oder 0,14", "14") == "Es waren **14**, nicht 140 oder 0,14"
    assert find_value("sie kamen", "ie") is None
    assert marked("Am Montag.", "„montag“") == "Am **Montag**."


def test_the_report_is_exactly_the_golden_one_in_both_languages():
    assert same_as_golden("report.de.md", to_markdown(story(), "de").encode())
    assert same_as_golden("report.en.md", to_markdown(story(), "en").encode())


def test_the_report_has_no_html_link_or_image_whatever_the_articles_say():
    hostile = " ".join(HOSTILE)
    result = story()
    claims = {claim.id: replace(claim, quote=hostile, text=hostile, source=f"S {hostile}") for claim in result.claims}
    findings = tuple(
        replace(
            f,
            pair=replace(f.pair, left=claims[f.pair.left.id], right=claims[f.pair.right.id]),
            explanation=hostile,
            values=(hostile, hostile),
        )
        for f in result.findings
    )
    articles = tuple(replace(a, source=f"S {hostile}", title=hostile, path=hostile) for a in result.articles)
    result = replace(result, story=hostile, articles=articles, claims=tuple(claims.values()), findings=findings)
    types = {token.type for token in _texts(to_markdown(result, "en"))}
    assert not types & {"html_block", "html_inline", "link_open", "image", "fence", "code_block", "hr", "s_open"}
    plain_types = {token.type for token in _texts(to_markdown(story(), "en"))}
    assert types <= plain_types


@pytest.mark.skipif(
    shutil.which("pandoc") is None, reason="pandoc is not installed (tests/install_browsers.sh installs it)"
)
@pytest.mark.parametrize("dialect", ["markdown", "gfm"])
def test_pandoc_finds_text_only(dialect):
    source = (
        "\n\n".join(f"x {markdown(text)} y" for text in HOSTILE) + "\n\n" + "\n\n".join(markdown(t) for t in HOSTILE)
    )
    call = ["pandoc", "-f", dialect, "-t", "json"]
    tree = json.loads(subprocess.run(call, input=source, capture_output=True, text=True, check=True, timeout=60).stdout)
    kinds = set()

    def walk(node):
        if isinstance(node, dict):
            kinds.add(node.get("t"))
            walk(list(node.values()))
        elif isinstance(node, list):
            for part in node:
                walk(part)

    walk(tree)
    assert kinds <= {None, "Para", "Str", "Space", "Quoted", "DoubleQuote", "SingleQuote"}


def test_both_catalogues_hold_the_same_words_and_slots():
    import string

    both = tomllib.loads(files("reports").joinpath("messages.toml").read_text(encoding="utf-8"))
    slots = {
        lang: {key: sorted(f[1] for f in string.Formatter().parse(text) if f[1]) for key, text in both[lang].items()}
        for lang in both
    }
    assert slots["de"] == slots["en"]


def test_a_decision_stands_with_its_finding_and_a_lost_one_in_its_own_section():
    result = story()
    first, second = result.findings[:2]
    made = Decision(first.id, "conflicting", "see <archive>", "Ruth", "2031-03-05T09:00:00+00:00", *passages(first))
    lost = replace(made, finding_id="f_gone", reviewer="Ben")
    decided = Decided({first.id: (Standing(made, moved=True),)}, (lost,))
    report = to_markdown(result, "en", decided)
    assert "✔ **conflicting** (Ruth, 2031-03-05T09:00:00+00:00): see &lt;archive&gt; – carried over" in report
    assert f"Decided: 1 of {len(result.findings)}" in report
    assert "## Decisions without a finding" in report
    assert second.id in report


def test_a_subject_is_headed_by_the_name_that_its_claims_share():
    one, two = "Meyer kam um 8 Uhr", "Meyer kam um 9 Uhr"
    left = factory.claim(one, "A", mentions=(factory.person("Meyer", one, "e_1"),))
    right = factory.claim(two, "B", mentions=(factory.person("Meyer", two, "e_1"),))
    entity = replace(story().entities[0], id="e_1", canonical="Karla Meyer")
    result = replace(
        story(), claims=(left, right), entities=(entity,), findings=(factory.finding(left, right, "conflicting"),)
    )
    assert "### 1. Karla Meyer\n" in to_markdown(result, "en")


def test_wire_copy_counts_as_one_origin():
    text = "Bei dem Brand in der alten Mühle wurden am Abend drei Feuerwehrleute verletzt"
    left, right = factory.claim(text, "A"), factory.claim(text + ".", "B")
    result = replace(story(), claims=(left, right), findings=(factory.finding(left, right, "agreeing"),))
    assert words("en")["origins"].format(sources=2, origins=1) in to_markdown(result, "en")
