"""Mentions join one entity where an article, the story or the table tells so, and never on a surname alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.records import Article, Attribution, Claim, Mention, MentionKind, Span
from reconcile.aliases import Alias, AliasTable, load_aliases, make_table
from reconcile.entities import resolve
from reconcile.records import Entity
from tests.factory import claim

NO_ALIASES = make_table(())


def article(name: str, text: str) -> Article:
    day = datetime(2024, 6, 20, tzinfo=UTC)
    return Article(name, f"source-{name}", "", text, Span(0, len(text)), day, "", "de", f"{name}.txt")


def mentions(text: str, *named: tuple[str, MentionKind] | tuple[str, MentionKind, str]) -> tuple[Mention, ...]:
    found, position = [], 0
    for form, kind, *name in named:
        position = text.index(form, position)
        found.append(Mention(kind, Span(position, position + len(form)), form, *name))
        position += len(form)
    return tuple(found)


def story(*texts: tuple[Any, ...], table: AliasTable = NO_ALIASES) -> tuple[tuple[Entity, ...], tuple[Claim, ...]]:
    """Resolve articles a, b, … given as (text, mention, mention, …)."""
    articles = [article("abcdef"[i], text) for i, (text, *_) in enumerate(texts)]
    claims = [
        claim(text, f"source-{a.id}", article_id=a.id, mentions=mentions(text, *named))
        for a, (text, *named) in zip(articles, texts, strict=True)
    ]
    return resolve(articles, claims, table)


def forms(entities: tuple[Entity, ...]) -> list[set[str]]:
    return [{variant.text for variant in entity.variants} for entity in entities]


def together(entities: tuple[Entity, ...], *variants: str) -> bool:
    return any(set(variants) <= found for found in forms(entities))


def test_a_surname_joins_its_full_name_inside_the_article() -> None:
    entities, claims = story(
        ("Vera Lohmüller sprach. Lohmüller ging.", ("Vera Lohmüller", "person"), ("Lohmüller", "person"))
    )
    assert together(entities, "Vera Lohmüller", "Lohmüller")
    assert len({mention.entity for mention in claims[0].mentions}) == 1
    assert any("Lohmüller" in reason for reason in entities[0].reasons)


def test_a_surname_of_two_people_in_one_article_joins_neither() -> None:
    text = "Vera Lohmüller und Karl Lohmüller kamen. Lohmüller sprach."
    entities, _ = story((text, ("Vera Lohmüller", "person"), ("Karl Lohmüller", "person"), ("Lohmüller", "person")))
    assert not together(entities, "Vera Lohmüller", "Lohmüller")
    assert not together(entities, "Karl Lohmüller", "Lohmüller")


def test_the_name_that_the_claim_tells_decides_between_two() -> None:
    text = "Vera Lohmüller und Karl Lohmüller kamen. Lohmüller sprach."
    named = (("Vera Lohmüller", "person"), ("Karl Lohmüller", "person"), ("Lohmüller", "person", "Karl Lohmüller"))
    _, claims = story((text, *named))
    vera, karl, alone = (mention.entity for mention in claims[0].mentions)
    assert alone == karl != vera


def test_full_names_join_across_articles_whatever_the_transcription() -> None:
    entities, _ = story(
        ("Igor Maljukow kam.", ("Igor Maljukow", "person")), ("Igor Malyukov came.", ("Igor Malyukov", "person"))
    )
    assert together(entities, "Igor Maljukow", "Igor Malyukov")
    assert any("transcription" in reason for reason in entities[0].reasons)


def test_names_that_differ_in_one_syllable_stay_apart_through_their_shared_surname() -> None:
    entities, _ = story(
        ("Han Jae-min traf Han Jae-sok.", ("Han Jae-min", "person"), ("Han Jae-sok", "person")),
        ("Han sprach mit Han Jae-sok.", ("Han", "person"), ("Han Jae-sok", "person")),
    )
    assert not together(entities, "Han Jae-min", "Han Jae-sok")
    assert not together(entities, "Han", "Han Jae-min")


def test_a_lone_surname_joins_across_articles_only_if_one_person_of_the_story_has_it() -> None:
    alone = ("Lohmüller sprach.", ("Lohmüller", "person"))
    one = ("Vera Lohmüller kam.", ("Vera Lohmüller", "person"))
    other = ("Karl Lohmüller kam.", ("Karl Lohmüller", "person"))
    assert together(story(one, alone)[0], "Vera Lohmüller", "Lohmüller")
    assert not together(story(one, other, alone)[0], "Vera Lohmüller", "Lohmüller")


def test_a_man_and_a_woman_of_one_surname_stay_apart() -> None:
    entities, _ = story(
        ("Herr Lohmüller kam.", ("Lohmüller", "person")),
        ("Ministerin Vera Lohmüller kam.", ("Vera Lohmüller", "person")),
    )
    assert not together(entities, "Lohmüller", "Vera Lohmüller")


def test_the_family_name_of_an_east_asian_name_stands_first() -> None:
    text = "Lim Soo-bin kam an. Lim lächelte."
    assert together(story((text, ("Lim Soo-bin", "person"), ("Lim", "person")))[0], "Lim Soo-bin", "Lim")


def test_a_genitive_taken_for_a_place_is_the_person() -> None:
    text = "Igor Maljukow sprach. Maljukows Reise begann."
    _, claims = story((text, ("Igor Maljukow", "person"), ("Maljukows", "place")))
    assert claims[0].mentions[0].entity == claims[0].mentions[1].entity
    assert claims[0].mentions[1].kind == "person"


def test_an_acronym_joins_its_expansion() -> None:
    text = "Der Bund Deutscher Imker (BDI) warnt. BDI-Chef ist Karl Abel."
    entities, _ = story((text, ("Bund Deutscher Imker", "organization"), ("BDI", "organization")))
    assert together(entities, "Bund Deutscher Imker", "BDI")


def test_a_noun_for_its_kind_stands_for_an_organisation_after_the_definite_article_only() -> None:
    text = "Die Moorbrigade kam. Die Brigade blieb, eine Brigade ging."
    entities, _ = story((text, ("Moorbrigade", "organization")))
    counts = {variant.text: variant.count for variant in entities[0].variants}
    assert counts == {"Moorbrigade": 1, "Brigade": 1}


def test_names_of_one_place_in_two_languages_are_one() -> None:
    entities, _ = story(("Er reiste nach Mailand.", ("Mailand", "place")), ("He went to Milan.", ("Milan", "place")))
    assert together(entities, "Mailand", "Milan")


def test_a_weak_alias_counts_only_beside_a_full_one() -> None:
    table = make_table([Alias("organization", ("Moorbund", "MB"), ("die Union",))])
    beside = story(("Der Moorbund tagte. Später ging die Union heim.", ("Moorbund", "organization")), table=table)[0]
    alone = story(("Später ging die Union heim.", ("Union", "organization")), table=table)[0]
    assert together(beside, "Moorbund", "die Union")
    assert not together(alone, "die Union")


def test_an_office_stands_for_its_holder_at_the_articles_date_only() -> None:
    table = load_aliases()
    text = "Joe Biden kam. Der US-Präsident sprach. Später kam Donald Trump."
    entities, _ = story((text, ("Joe Biden", "person"), ("Donald Trump", "person")), table=table)
    assert together(entities, "Joe Biden", "US-Präsident")
    assert not together(entities, "Donald Trump", "US-Präsident")


def test_titles_stand_in_the_variants_and_not_in_the_canonical_name() -> None:
    entities, _ = story(("Landrätin Vera Lohmüller kam.", ("Vera Lohmüller", "person")))
    assert forms(entities) == [{"Vera Lohmüller", "Landrätin Vera Lohmüller"}]
    assert entities[0].canonical == "Vera Lohmüller"


def test_spelling_inside_one_article_may_be_inconsistent_and_is_shown() -> None:
    text = "Vera Lohmüller kam. Vera Lohmueller ging."
    entities, _ = story((text, ("Vera Lohmüller", "person"), ("Vera Lohmueller", "person")))
    assert {(v.text, v.article_id, v.count) for v in entities[0].variants} == {
        ("Vera Lohmüller", "a", 1), ("Vera Lohmueller", "a", 1)
    }  # fmt: skip


def test_the_result_does_not_depend_on_anything_but_the_story() -> None:
    texts = (
        ("Vera Lohmüller kam.", ("Vera Lohmüller", "person")),
        ("Lohmueller sprach in Mailand.", ("Lohmueller", "person"), ("Mailand", "place")),
    )
    assert story(*texts) == story(*texts)


def test_quantities_and_times_have_no_entity() -> None:
    _, claims = story(("Drei kamen.", ("Drei", "quantity")))
    assert claims[0].mentions[0].entity == ""


def test_a_name_that_the_mentions_missed_becomes_a_mention() -> None:
    first = ("Vera Lohmüller kam.", ("Vera Lohmüller", "person"))
    _, claims = story(first, ("Gestern kam Vera Lohmueller an.",))
    added = claims[1].mentions[0]
    assert (added.text, added.kind) == ("Vera Lohmueller", "person")
    assert added.entity == claims[0].mentions[0].entity
    assert added.span.of(claims[1].text) == "Vera Lohmueller"


def test_a_lone_surname_that_a_common_noun_could_be_needs_no_article_before_it() -> None:
    first = ("Vera Köhler kam.", ("Vera Köhler", "person"))
    assert together(story(first, ("Gestern kam Köhler an.",))[0], "Vera Köhler", "Köhler")
    assert not together(story(first, ("Gestern kam der Köhler an.",))[0], "Vera Köhler", "Köhler")


def test_a_speaker_is_named_too() -> None:
    text = "Das sagte Landrätin Vera Lohmüller."
    said = claim(
        text, attribution=Attribution("Landrätin Vera Lohmüller", "sagte", Span(4, 9), "direct"), article_id="a"
    )
    entities, _ = resolve([article("a", text)], [said], NO_ALIASES)
    assert together(entities, "Vera Lohmüller")


def test_roles_do_not_join_across_articles() -> None:
    _, claims = story(("Der Stadtrat tagt.", ("Stadtrat", "role")), ("Ein Stadtrat geht.", ("Stadtrat", "role")))
    assert claims[0].mentions[0].entity != claims[1].mentions[0].entity


def test_a_slip_in_a_full_name_is_forgiven_only_with_a_role_in_common() -> None:
    def named(titles: str, name: str) -> tuple[str, tuple[str, MentionKind]]:
        return f"{titles} {name} kam.", (name, "person")

    same = story(named("Landrat", "Tim Lohm"), named("Landrat", "Tim Lohn"))[0]
    other = story(named("Landrat", "Tim Lohm"), named("Trainer", "Tim Lohn"))[0]
    couple = story(named("Landrat", "Daniel Lohm"), named("Landrat", "Daniela Lohm"))[0]
    assert together(same, "Tim Lohm", "Tim Lohn")
    assert not together(other, "Tim Lohm", "Tim Lohn")
    assert not together(couple, "Daniel Lohm", "Daniela Lohm")


def test_two_people_of_nearly_one_name_who_meet_are_two() -> None:
    text = "Landrat Tim Lohm traf Landrat Tim Lohn."
    entities, _ = story((text, ("Tim Lohm", "person"), ("Tim Lohn", "person")))
    assert not together(entities, "Tim Lohm", "Tim Lohn")


def test_an_acronym_that_the_text_introduces_is_known_without_mentions() -> None:
    entities, _ = story(("Der Bund Deutscher Eisläufer (BDE) warnt.",))
    assert together(entities, "Bund Deutscher Eisläufer", "BDE")


def test_an_adjective_taken_for_a_place_is_of_the_place() -> None:
    text = "In Dresden tagt der Dresdner Rat."
    entities, claims = story((text, ("Dresden", "place"), ("Dresdner", "place")))
    assert len({mention.entity for mention in claims[0].mentions}) == 1
    assert forms(entities) == [{"Dresden"}]


def test_an_entity_is_never_without_a_variant() -> None:
    entities, _ = story(("Die Vera-Lohmüller-Halle steht.", ("Vera-Lohmüller", "person")))
    assert all(entity.variants for entity in entities)


def test_a_name_as_like_one_as_another_person_joins_neither() -> None:
    entities, _ = story(
        ("Karl A. B. Lohm ist der Vater von Karl A. Lohm.", ("Karl A. B. Lohm", "person"), ("Karl A. Lohm", "person")),
        ("Karl Lohm kam.", ("Karl Lohm", "person")),
    )
    assert len(entities) == 3


def test_a_name_that_many_have_does_not_join_by_its_spelling() -> None:
    table = make_table([Alias("organization", ("Moorbund", "MB"), ("die Union",))])
    entities, _ = story(
        ("Der Moorbund tagte. Die Union lud ein.", ("Moorbund", "organization"), ("Union", "organization")),
        ("Die Union gewann die Wahl.", ("Union", "organization")),
        table=table,
    )
    assert [entity.canonical for entity in entities if "Union" in forms((entity,))[0]].count("Union") == 1
    assert not any({v.article_id for v in e.variants} == {"a", "b"} for e in entities)


def test_an_office_stands_for_a_holder_whom_another_article_names() -> None:
    text = "Der Kremlchef reist ab."
    entities, _ = story(
        ("Wladimir Putin kam.", ("Wladimir Putin", "person")), (text, ("Kremlchef", "role")), table=load_aliases()
    )
    assert together(entities, "Wladimir Putin", "Kremlchef")


def test_a_glued_word_is_no_part_of_the_canonical_name() -> None:
    entities, _ = story(
        ("Konstantin Wedernikowder kam. Konstantin Wedernikowder ging.", ("Konstantin Wedernikowder", "person")),
        ("Konstantin Wedernikow sprach.", ("Konstantin Wedernikow", "person")),
    )
    assert [entity.canonical for entity in entities] == ["Konstantin Wedernikow"]


NAMES = st.sampled_from(
    ["Vera Lohm", "Karl Lohm", "Lohm", "Igor Maljukow", "Igor Malyukov", "Maljukows", "Lim Soo-bin", "Lim Soo-jin", "Lim",
     "Mailand", "Milan", "Moorbund", "MB", "Nordwerk AG", "Nordwerk"]
)  # fmt: skip
KINDS = st.sampled_from(["person", "place", "organization", "misc", "role"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.tuples(NAMES, KINDS), max_size=5), min_size=1, max_size=3))
def test_every_naming_mention_gets_one_entity_of_the_story(parts: list[list[tuple[str, MentionKind]]]) -> None:
    texts = [(", ".join(name for name, _ in named) + " kamen.", *named) for named in parts]
    entities, claims = story(*texts)
    ids = {entity.id for entity in entities}
    assert len(ids) == len(entities)
    assert all(mention.entity in ids for told in claims for mention in told.mentions)
    assert all(variant.count > 0 for entity in entities for variant in entity.variants)
    groups = forms(entities)
    assert not any({"Vera Lohm", "Karl Lohm"} <= group or {"Lim Soo-bin", "Lim Soo-jin"} <= group for group in groups)


def test_one_role_noun_of_two_people_in_an_article_stands_for_each() -> None:
    text = "Vera Lohmüller traf Karl Abel. Die Präsidentin lachte. Der Präsident schwieg. Der Präsident ging."
    named = (("Vera Lohmüller", "person"), ("Karl Abel", "person"), ("Präsident", "role", "Vera Lohmüller"))
    _, claims = story((text, *named, ("Präsident", "role", "Karl Abel")))
    vera, karl, first, second = (mention.entity for mention in claims[0].mentions)
    assert (first, second) == (vera, karl)


def test_a_title_that_stands_before_another_word_is_not_the_names() -> None:
    entities, _ = story(
        ("Eine Frau traf Peter Lohmüller.", ("Peter Lohmüller", "person")),
        ("Herr Lohmüller ging.", ("Lohmüller", "person")),
    )
    assert together(entities, "Peter Lohmüller", "Lohmüller")
