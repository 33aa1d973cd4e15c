"""The command language and the DNS operations: words in, Route 53 changes out. Knows no Slack."""
