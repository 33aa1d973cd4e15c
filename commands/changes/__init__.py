"""A change's life: its states, and what may follow what. Pure."""
