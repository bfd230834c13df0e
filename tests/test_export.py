"""Machine formats: the JSON fits its published schema and comes back equal; annotations point at the very words."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

from claims.errors import InputError
from reconcile.decisions import NOTHING_DECIDED, Decided, Decision, Standing, passages
from reports.columns import NAME_COLUMNS, PARTICIPANT_COLUMNS, REVIEW_COLUMNS, name_rows, participant_rows, review_rows
from reports.export import to_claim_reviews, to_web_annotations
from reports.json import SCHEMA_VERSION, to_json
from reports.read_json import read_reconciliation
from reports.table import to_csv
from scripts.reconciliation_schema import schema
from tests.golden_files import same_as_golden
from tests.story import story

RESULT = story()
SCHEMA = json.loads(files("reports").joinpath("schema/reconciliation.schema.json").read_text(encoding="utf-8"))


def _decided(*verdicts):
    found = {}
    for finding, verdict in zip(RESULT.findings, verdicts, strict=False):
        made = Decision(
            finding.id, verdict, "im </script> Archiv", "Ruth", "2031-03-05T09:00:00+00:00", *passages(finding)
        )
        found[finding.id] = (Standing(made),)
    return Decided(found)


def test_the_written_json_fits_the_published_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(to_json(RESULT)))
    assert SCHEMA["properties"]["schema"]["const"] == f"reconcile/{SCHEMA_VERSION}"


@pytest.mark.parametrize("damage", [{"verdict": "maybe"}, {"confidence": 1.5}, {"left": 3}, {"extra": 1}])
def test_the_schema_refuses_what_is_wrong(damage):
    value = json.loads(to_json(RESULT))
    value["findings"][0] |= damage
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(value)


def test_the_schema_is_what_the_records_say():
    assert schema() == SCHEMA, (
        "the records changed: run scripts/reconciliation_schema.py and raise SCHEMA_VERSION if need be"
    )


def test_what_is_written_comes_back_equal(tmp_path):
    (tmp_path / "reconciliation.json").write_bytes(to_json(RESULT))
    assert read_reconciliation(tmp_path) == RESULT


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v | {"schema": "reconcile/9.0"},
        lambda v: {key: value for key, value in v.items() if key != "claims"},
        lambda v: v | {"findings": [v["findings"][0] | {"left": "c_none"}]},
        lambda v: v | {"articles": [{"id": 5}]},
        lambda v: v | {"claims": [v["claims"][0] | {"marks": "x"}]},
        lambda v: [],
    ],
)
def test_a_damaged_file_is_one_clear_error(tmp_path, change):
    value = change(json.loads(to_json(RESULT)))
    (tmp_path / "reconciliation.json").write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(InputError, match=r"reconciliation\.json"):
        read_reconciliation(tmp_path)


def test_the_tables_and_the_json_are_exactly_the_golden_ones():
    assert same_as_golden("reconciliation.json", to_json(RESULT))
    assert same_as_golden("review.csv", to_csv(review_rows(RESULT), REVIEW_COLUMNS))
    assert same_as_golden("names.csv", to_csv(name_rows(RESULT), NAME_COLUMNS))
    assert same_as_golden("participants.csv", to_csv(participant_rows(RESULT), PARTICIPANT_COLUMNS))


def test_an_annotation_selects_the_very_words_in_both_articles():
    collection = json.loads(to_web_annotations(RESULT, NOTHING_DECIDED))
    texts = {f"urn:reconcile:article:{a.id}": a.text for a in RESULT.articles}
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len(RESULT.findings)
    for item in items:
        assert len(item["target"]) == 2
        for target in item["target"]:
            text = texts[target["source"]["id"]]
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_a_decision_is_a_body_with_its_creator_and_time():
    (first, *_) = json.loads(to_web_annotations(RESULT, _decided("conflicting")))["first"]["items"]
    (body,) = [body for body in first["body"] if body["purpose"] == "assessing"]
    assert (body["creator"]["name"], body["created"]) == ("Ruth", "2031-03-05T09:00:00Z")
    assert body["value"].startswith("conflicting: ")


def test_only_reviewed_findings_become_claim_reviews_one_a_claim():
    assert json.loads(to_claim_reviews(RESULT, NOTHING_DECIDED))["@graph"] == []
    reviews = json.loads(to_claim_reviews(RESULT, _decided("conflicting", "unrelated", ""), "Faktenbüro"))["@graph"]
    assert [review["reviewRating"]["alternateName"] for review in reviews] == [
        "contradicted by Kreisanzeiger",
        "contradicted by Talbote",
    ]
    assert reviews[0]["claimReviewed"] == "Die Brücke war 1931 gebaut worden"
    assert reviews[0]["author"]["name"] == "Faktenbüro"
    assert reviews[0]["itemReviewed"]["appearance"]["publisher"]["name"] == "Talbote"


def test_a_speaker_is_the_author_of_the_claim_and_an_address_the_articles_name():
    articles = tuple(replace(a, url="https://news.example/1") if a.source == "Talbote" else a for a in RESULT.articles)
    reviews = json.loads(to_claim_reviews(replace(RESULT, articles=articles), _decided("conflicting", "conflicting")))[
        "@graph"
    ]
    assert reviews[2]["itemReviewed"]["author"] == {"@type": "Person", "name": "Ágnes Szűcs"}
    assert reviews[0]["itemReviewed"]["appearance"]["@id"] == "https://news.example/1"


def test_an_export_cannot_close_the_script_element_that_holds_it():
    assert b"</" not in to_claim_reviews(RESULT, _decided("conflicting"))
    assert b"</" not in to_web_annotations(RESULT, _decided("conflicting"))
