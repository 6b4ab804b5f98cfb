"""The errors that a user can cause: one base class, so that the command line can turn each into one clear line."""


class AxisgraphError(Exception):
    """Something that the user can mend; the message names the place and the way out."""


class InputError(AxisgraphError):
    """A file given by the user, or a line of it, that cannot be used."""


class LexiconError(AxisgraphError):
    """A broken line in a data file of ours or of the user's."""


class CaseError(AxisgraphError):
    """A case folder that is missing, locked, or not what the ledger says."""


class StoreError(AxisgraphError):
    """A graph store that cannot be reached, or refuses."""
