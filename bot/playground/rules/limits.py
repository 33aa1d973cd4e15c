"""How long things live in Slack, how often they may be used, how large they may be. Source: docs.slack.dev."""

from typing import Final

# Interactivity, "Responding to interactions"; Slash commands, "Confirming receipt".
ACK_SECONDS: Final = 3.0
TRIGGER_SECONDS: Final = 3.0
RESPONSE_URL_SECONDS: Final = 30 * 60.0
RESPONSE_URL_USES: Final = 5

# Modals, "View stack".
MOST_MODALS: Final = 3

# chat.postMessage cuts a text beyond so many characters; chat.update refuses one beyond so many bytes.
MOST_TEXT: Final = 40_000
MOST_UPDATE_BYTES: Final = 4_000
