#!/usr/bin/env python3
"""Checks a downloaded audit chain without the portal: python3 audit.py chain.jsonl [event.json …]

chain.jsonl comes from /en/audit/chain.jsonl. Each further file is one event as an auditor downloads it: the script says
in which batch it was sealed. Exit 0: all agrees. Exit 1: it says where it does not. Needs Python 3.9 and nothing else.
"""

import hashlib
import json
import sys


def sha(data):
    return hashlib.sha256(data).digest()


def merkle_root(level):
    while len(level) > 1:
        pairs = [sha(b"\x01" + level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex()


def main(chain, *events):
    seen, previous, number = {}, "0" * 64, 0
    with open(chain, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            batch = json.loads(line)
            leaves = [bytes.fromhex(leaf) for leaf in batch["leaves"]]
            seal = f"{previous}:{number}:{len(leaves)}:{batch['root']}"
            if batch["number"] != number or batch["previous"] != previous:
                return f"batch {number}: it does not follow the one before"
            if not leaves or merkle_root(leaves) != batch["root"]:
                return f"batch {number}: the root is not the one of its events"
            if hashlib.sha256(seal.encode()).hexdigest() != batch["seal"]:
                return f"batch {number}: the seal is not the one of its root"
            seen.update((leaf, number) for leaf in batch["leaves"])
            previous = batch["seal"]
    print(f"{number} batches, {len(seen)} events, last seal {previous}")
    for path in events:
        with open(path, "rb") as file:
            leaf = sha(b"\x00" + file.read()).hex()
        if leaf not in seen:
            return f"{path}: not in the chain, or changed"
        print(f"{path}: sealed in batch {seen[leaf]}")
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
