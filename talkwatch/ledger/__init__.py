"""From claims to what we believe, pure: the same claims give the same board."""
