"""The database: changes, what people sent, the messages that show it, and Route 53's request budget."""
