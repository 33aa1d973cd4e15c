"""What people type, turned into verbs, and verbs said back as text. Pure."""
