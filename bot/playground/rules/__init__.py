"""What Slack refuses, as data and pure functions; the playground's Slack and the tests' own both keep to it.

Written from Slack's documentation. It shares nothing with slack_sdk's models nor with `bot.blocks`, which it judges,
so that a mistake is not made twice.
"""
