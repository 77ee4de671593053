"""Views to a document that leaves the screen."""
