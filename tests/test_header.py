"""Header lines: what they say is taken, and the prose begins behind them."""

from datetime import datetime

import pytest

from claims.header import read_header

PROSE = "Der Rat tagte am Montag in Lübeck. Er beschloss den Haushalt."


def test_a_scraped_header_gives_its_title_and_no_day():
    text = f" date 2024-06 Rat beschließt Haushalt\n\n{PROSE}"
    header = read_header(text)
    assert header.title == "Rat beschließt Haushalt"
    assert header.published is None
    assert text[header.body.start : header.body.end].strip() == PROSE


def test_a_stand_note_gives_the_time():
    header = read_header(f"Rat in Lübeck Haushalt steht Stand: 20.06.2024 18:39 Uhr\n\n{PROSE}")
    assert header.published == datetime(2024, 6, 20, 18, 39)
    assert header.title == "Rat in Lübeck Haushalt steht"


def test_prose_in_the_first_line_is_no_title():
    text = f"{PROSE}\n\nDanach gingen alle nach Hause."
    header = read_header(text)
    assert header.title == ""
    assert header.body.start == 0


@pytest.mark.parametrize("note", ["Stand: 32.13.2024 18:39 Uhr", "Stand: 01.01.2024 25:61 Uhr"])
def test_an_impossible_date_is_none(note):
    assert read_header(f"Titel {note}\n\n{PROSE}").published is None


@pytest.mark.parametrize("text", ["", "\n\n", "Nur eine Zeile", "\ufeff date 2023-01-05 Titel\n\nText."])
def test_short_texts_do_not_break_it(text):
    header = read_header(text)
    assert 0 <= header.body.start <= header.body.end == len(text)
