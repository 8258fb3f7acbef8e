"""Repeats a draw of experts from what the portal has published. Python 3.8+, standard library only.

    python draw.py draw.json

``draw.json`` is the file «Data of the draw» of a round: the digest that was published before the draw, the seed that was
published at the draw, the numbers of all experts in the pool, and who was drawn. The program checks that the seed
belongs to the digest, draws again, and ends with 1 when anything differs.
"""

import hashlib
import json
import sys


def main(path):
    with open(path, encoding="utf-8") as file:
        published = json.load(file)
    faults = []
    if hashlib.sha256(published["seed"].encode()).hexdigest() != published["seed_digest"]:
        faults.append("the seed is not the one whose digest was published")
    order = sorted(
        set(published["pool"]),
        key=lambda number: hashlib.sha256("{}:{}".format(published["seed"], number).encode()).hexdigest(),
    )
    seats, reserves = published["main_seats"], published["reserve_seats"]
    drawn = {"main": order[:seats], "reserve": order[seats : seats + reserves]}
    for kind, numbers in drawn.items():
        print("{}: {}".format(kind, ", ".join(map(str, numbers))))
        if published[kind] != numbers:
            faults.append("{}: published {}, drawn again {}".format(kind, published[kind], numbers))
    for fault in faults:
        print("DIFFERS:", fault)
    print("The draw cannot be confirmed." if faults else "The draw is confirmed.")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
