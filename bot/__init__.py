"""The Slack side: unpack, acknowledge, hand over; and the messages that tell the truth about each change."""
