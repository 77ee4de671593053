"""The screen: Textual, and nobody else imports it."""
