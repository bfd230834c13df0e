"""Facts: agreeing claims grouped, copies of one text counted once."""

from reconcile.facts import group_facts, same_origin
from tests.factory import claim, finding

WIRE = "Bei dem Brand in der Lagerhalle am Stadtrand wurde nach Angaben der Feuerwehr niemand verletzt."


def test_agreeing_claims_of_three_sources_are_one_fact():
    a, b, c = (claim(text, source) for text, source in (("Es brannte.", "A"), ("Feuer brach aus.", "B"), ("Es gab Feuer.", "C")))
    (fact,) = group_facts([finding(a, b), finding(b, c)])
    assert {member.source for member in fact.claims} == {"A", "B", "C"}
    assert fact.origins == 3


def test_a_copied_wire_text_is_one_origin():
    a, b = claim(WIRE, "A"), claim(WIRE.replace("wurde", "worden"), "B")
    assert same_origin(a, b)
    (fact,) = group_facts([finding(a, b)])
    assert fact.origins == 1


def test_short_sentences_coincide_without_copying():
    assert not same_origin(claim("Drei wurden verletzt.", "A"), claim("Drei wurden verletzt.", "B"))


def test_conflicts_make_no_fact():
    assert group_facts([finding(claim("Ja."), claim("Nein.", "B"), "conflicting")]) == ()
