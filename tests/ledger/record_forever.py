"""Records many readings into a ledger: run by the tests in processes of their own, and killed at any moment.

Usage: python record_forever.py ADDRESS FIRST LAST [own]

With "own" it links as the project does, else it makes an incident of every account.
"""

import sys

from ledger_samples import link_apart, make_reading

from reportedly.ledger import open_ledger

if __name__ == "__main__":
    address, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open_ledger(address, linker=None if "own" in sys.argv[4:] else link_apart) as ledger:
        for start in range(first, last, 5):
            ledger.record([make_reading(number) for number in range(start, min(start + 5, last))], author="amal")
