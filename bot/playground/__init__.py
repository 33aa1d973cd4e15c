"""Trying the bot with nothing: no Slack, no AWS."""
