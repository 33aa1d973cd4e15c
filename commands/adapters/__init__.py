"""The outside world behind the ports: Route 53, its request budget, the database, the clock."""
