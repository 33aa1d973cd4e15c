"""Answers and changes as Block Kit. Pure."""
