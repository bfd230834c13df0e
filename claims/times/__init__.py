"""A small grammar of dates and times: German and English, data in claims/lexicon/time_*.toml."""
