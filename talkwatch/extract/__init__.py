"""From text to claims, pure: the same text gives the same claims."""
