"""Answers that a language model writes: it gets passages with ids, and each sentence is checked before it is shown."""
