"""Facts: agreeing claims grouped, copies of one text counted once."""

from reconcile.facts import group_facts, same_origin
from tests.factory import claim, finding

WIRE = "Bei dem Brand in der Lagerhalle am Stadtrand wurde nach Angaben der Feuerwehr niemand verletzt."


def test_agreeing_claims_of_three_sources_are_one_fact():
    a, b, c = (
        claim(text, source)
        for text, source in (("Es brannte.", "A"), ("Feuer brach aus.", "B"), ("Es gab Feuer.", "C"))
    )
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


def test_one_wrong_agreement_does_not_melt_two_facts_into_one():
    fire, fire_too = claim("Es brannte.", "A"), claim("Feuer brach aus.", "B")
    rain, rain_too = claim("Es regnete.", "A"), claim("Regen fiel.", "B")
    sure = [finding(fire, fire_too), finding(rain, rain_too)]
    wrong = finding(fire, rain_too, confidence=0.4)
    facts = group_facts([wrong, *sure])
    assert {frozenset(c.text for c in fact.claims) for fact in facts} == {
        frozenset({"Es brannte.", "Feuer brach aus."}),
        frozenset({"Es regnete.", "Regen fiel."}),
        frozenset({"Es brannte.", "Regen fiel."}),
    }


def test_every_agreement_stands_in_a_fact():
    claims = [claim(f"Satz {number}.", source) for number in range(3) for source in "ABC"]
    findings = [finding(one, two) for one in claims for two in claims if one.source < two.source]
    facts = [{c.id for c in fact.claims} for fact in group_facts(findings)]
    assert all(any({f.pair.left.id, f.pair.right.id} <= fact for fact in facts) for f in findings)
