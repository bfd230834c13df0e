"""The one tree of errors. The command line prints any of them as one line and exits with 2; anything else is a bug."""


class ReconcileError(Exception):
    """What a user can mend: a wrong input, setting, model or engine."""


class InputError(ReconcileError):
    """An article, folder or table that cannot be used."""


class SettingsError(ReconcileError):
    """An unknown or impossible setting."""


class ModelError(ReconcileError):
    """A model file that is missing, changed, or not made for this code."""


class EngineError(ReconcileError):
    """A worker that could not do its share."""
