"""Who hears how a batch goes on."""


class Listener:
    """Hears how a run goes on; this one does nothing with it."""

    def begin(self, total: int, finished: int) -> None:
        """The input was gone through: so many articles, so many of them finished before."""

    def advance(self, state: str) -> None:
        """One more article is done or failed."""
