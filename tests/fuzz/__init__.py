"""Fuzz: texts and payloads that nobody would send, through the real listeners, and every answer held against Slack.

    python -m tests.fuzz --count 100000 --seed 7

The parts: texts and payloads (what is sent), judge (what may be answered), run (sends and draws),
count (what came of it).
"""
