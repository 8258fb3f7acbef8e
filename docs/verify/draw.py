"""Repeats a draw of experts from what the portal has published. Python 3.8+, standard library only.

    python draw.py draw.json            check the draw
    python draw.py draw.json --reading  also print in which order each expert reads the entries

``draw.json`` is the file «Data of the draw» of a round: the digest that was published before the draw, the seed that was
published at the draw, a public value when one was named beforehand, the numbers of all experts in the pool (for each
direction, when experts are drawn by direction), and who was drawn. The program checks that the seed belongs to the
digest, draws again, works out the order of reading, and ends with 1 when anything differs.
"""

import hashlib
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def by_lot(seed, numbers):
    return sorted(set(numbers), key=lambda number: sha256("{}:{}".format(seed, number)))


def draw_together(seed, published):
    order = by_lot(seed, published["pool"])
    seats, reserves = published["main_seats"], published["reserve_seats"]
    return {"main": order[:seats], "reserve": order[seats : seats + reserves]}


def draw_by_direction(seed, published):
    """The smallest pool first; all main seats, then all reserves; nobody twice."""
    directions = sorted(published["directions"], key=lambda item: (len(set(item["pool"])), item["direction"]))
    taken, drawn = set(), {"main": [], "reserve": []}
    for kind, count in (("main", published["main_seats"]), ("reserve", published["reserve_seats"])):
        for item in directions:
            order = by_lot("{}:{}".format(seed, item["direction"]), item["pool"])
            found = [number for number in order if number not in taken][:count]
            taken.update(found)
            drawn[kind] += found
            print("direction {}, {}: {}".format(item["direction"], kind, ", ".join(map(str, found))))
    return drawn


def reading_orders(seed, entries, places):
    """Each expert begins in another part of the same circle; every second one goes backwards."""
    circle = by_lot(seed + ":read", entries)
    for place in range(places):
        start = place * len(circle) // places
        order = circle[start:] + circle[:start]
        yield place + 1, order[::-1] if place % 2 else order


def main(path, shows_reading):
    with open(path, encoding="utf-8") as file:
        published = json.load(file)
    faults = []
    if sha256(published["seed"]) != published["seed_digest"]:
        faults.append("the seed is not the one whose digest was published")
    value = published.get("public_value", "")
    seed = "{}+{}".format(published["seed"], value) if value else published["seed"]
    draw = draw_by_direction if published.get("directions") else draw_together
    for kind, numbers in draw(seed, published).items():
        print("{}: {}".format(kind, ", ".join(map(str, numbers))))
        if published[kind] != numbers:
            faults.append("{}: published {}, drawn again {}".format(kind, published[kind], numbers))
    if "entries" in published:
        lines = [
            "{}:{}\n".format(place, ",".join(map(str, order)))
            for place, order in reading_orders(seed, published["entries"], len(published["main"]))
        ]
        if sha256("".join(lines)) != published["reading_digest"]:
            faults.append("the order of reading is not the one that follows from the seed")
        if shows_reading:
            print("order of reading, by the place in the draw:\n" + "".join(lines), end="")
    for fault in faults:
        print("DIFFERS:", fault)
    print("The draw cannot be confirmed." if faults else "The draw is confirmed.")
    return 1 if faults else 0


if __name__ == "__main__":
    options = [argument for argument in sys.argv[1:] if argument == "--reading"]
    paths = [argument for argument in sys.argv[1:] if argument != "--reading"]
    if len(paths) != 1:
        sys.exit(__doc__)
    sys.exit(main(paths[0], bool(options)))
