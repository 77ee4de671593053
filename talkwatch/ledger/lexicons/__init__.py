"""Tables of the ledger: gatherings that return under many names, and towns with their states."""
