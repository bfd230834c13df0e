"""Settings: defaults, then the file, then what is given; anything unknown or impossible is one clear error."""

import pytest

from claims.errors import SettingsError
from reconcile.settings import Settings, load_settings


def test_given_beats_file_beats_default(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text("top_k = 7\nlang = 'de'\n", encoding="utf-8")
    settings = load_settings(path, lang="en", encoder=None)
    assert (settings.top_k, settings.lang, settings.encoder) == (7, "en", Settings().encoder)


@pytest.mark.parametrize(
    "content",
    ["nonsense = 1", "top_k = 'many'", "top_k = 0", "min_similarity = 1.5", "lang = 'xx'", "top_k = true", "= ="],
)
def test_what_cannot_be_is_refused(tmp_path, content):
    path = tmp_path / "my.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError):
        load_settings(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SettingsError):
        load_settings(tmp_path / "none.toml")


def test_every_setting_is_in_the_run_record():
    assert dict(Settings().items()).keys() == set(Settings.__dataclass_fields__)
