"""Words and punctuation marks with their places in the untouched text, for German and English prose.

The cuts follow the Universal Dependencies treebanks that the parser is trained on, with contracted
words (`im`, `don't`) left whole: numbers keep their separators (`1.234,56`, `120'000`, `16.20`),
ordinals and abbreviations their full stop (`9.`, `z.`, `Dr.`), hyphenated words stay one token.
"""

from __future__ import annotations

import re

_MONTHS = "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jän"
_ABBREVIATIONS = (
    "Dr|Prof|Mr|Mrs|Ms|St|Nr|Abs|Art|Hrsg|Ing|Dipl|Mag|bzw|bspw|usw|etc|vs|ca|evtl|ggf|inkl|sog|"
    "zzgl|Mio|Mrd|Tsd|Mill|Str|Tel|geb|gest|verh|gegr|ehem|österr|vgl|Inc|Ltd|Corp|Co|Jr|Sr|Gen|Gov|"
    "Sen|Rep|Lt|Col|Sgt|Maj|Capt|Rev|Hon|No|Jan|Feb|Aug|Sept|Sep|Okt|Oct|Nov|Dez|Dec|Jän"
)
_WORD = r"[^\W\d_][\w]*(?:[-‐‑'’ʼ][\w]+)*"

TOKEN = re.compile(
    rf"""
    (?:https?://|www\.)\S*[\w/]                                  # addresses
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | \d{{1,2}}\.(?=\s*(?:{_MONTHS}))                              # 9. Juni
  | \d{{1,2}}\.(?=\s+[^\W\d_])                                   # 1. Bundesliga, 3. und
  | \d{{1,2}}\.\d{{1,2}}\.(?:\d{{2,4}})?                          # 20.06.2024, 20.06.
  | \d+(?:[.,:'’\u202f\u00a0]\d{{3}})*(?:[.,:]\d+)*(?:-?[^\W\d_]+(?:-\w+)*)?  # 1.234,56 120'000 80-jährig 3D
  | (?:[^\W\d_]\.){{2,}}                                         # z.B. U.S.
  | (?:{_ABBREVIATIONS})\.
  | [^\W\d_]\.(?=\s*[^\W\d_])                                    # z. B., J. Smith
  | {_WORD}
  | \.{{3}} | --+ | ``|''
  | [^\w\s] | _+
    """,
    re.VERBOSE,
)


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The half-open code-point bounds of the tokens of `text[start:end]`, relative to `text`."""
    stop = len(text) if end is None else end
    return [match.span() for match in TOKEN.finditer(text, start, stop)]
