"""The outside, bytes in: what is due, fetching, parsing, discovery and subscriptions."""
