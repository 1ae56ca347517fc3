"""An engine without a model, whose pace a test decides."""

import threading

from models.engines.base import Engine, Hypothesis
from models.errors import InputTooLong


class Scripted(Engine):
    """Says each text in capitals; waits for its gate; fails on “bad”."""

    def __init__(self):
        self.batches = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def generate(self, texts, decoding):
        self.batches.append(list(texts))
        self.entered.set()
        self.gate.wait(10)
        if "bad" in texts:
            raise InputTooLong("The text is too long.", limit=1)
        return [[Hypothesis(text.upper(), len(text), -0.5)] for text in texts]
