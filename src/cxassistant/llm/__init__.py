"""The language model: an OpenAI-compatible server, its time limits, and what can be wrong with it."""
