"""What Slack delivers: unpacked, acknowledged, handed over."""
