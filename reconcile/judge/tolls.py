"""Counts that grow while an event unfolds: the dead, the hurt, the missing, the freed, the arrested, votes counted."""

from __future__ import annotations

import re

from claims.records import Claim, Mention, Quantity

_TOLL = re.compile(
    r"\b(?:tote[nr]?|todesopfer|opfer|getötet|gestorben|ums leben|tödlich|starben|verletzte?[nr]?|vermisste?[nr]?|vermisst"
    r"|geborgen|gerettet|freigelassen|freigekommen|frei|freiheit|evakuiert|festgenommen|festnahmen|infiziert|erkrankt|fälle|obdachlos"
    r"|ausgezählt|unterschriften|gemeldet|dead|deaths|killed|died|injured|hurt|wounded|missing|rescued|freed|released"
    r"|evacuated|arrested|arrests|infected|cases|homeless|displaced|counted|toll|lost their lives|signatures)\b",
    re.IGNORECASE,
)


def counts_toll(claim: Claim, mention: Mention) -> bool:
    """Whether the quantity counts, in this claim's wording, something that later reports may raise."""
    value = mention.value
    counted = value.counted if isinstance(value, Quantity) else ""
    return bool(_TOLL.search(counted) or _TOLL.search(claim.quote))
