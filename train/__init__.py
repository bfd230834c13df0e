"""How the packaged models are made: one deterministic command a model. Not shipped."""
