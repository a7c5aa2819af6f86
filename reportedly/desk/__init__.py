"""The desk: pages on which people check what was read and turn the ledger into a record they will sign."""
