"""Names, values, record sets, zones and plans: DNS as Route 53 keeps it. Pure."""
