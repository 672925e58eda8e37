"""Answers customer-experience questions from a corpus, and cites the authors."""
