"""Computes a ranking again from the inputs that the portal has published. Python 3.8+, standard library only.

    python recompute.py inputs.json                        the whole ranking
    python recompute.py inputs.json --entry 12             one entry, with its arithmetic
    python recompute.py inputs.json --published out.json   compare with the published results; ends with 1 on a difference
    python recompute.py inputs.json --json                 results as JSON

It shares no code with the portal and counts in fractions. The SHA-256 that it prints is the digest of the inputs: compare
it with the one on the page of the ranking.
"""

import argparse
import hashlib
import json
import sys
from fractions import Fraction


def hundredths(value):
    """A fraction rounded half up to hundredths, as an exact Fraction."""
    return Fraction((value * 100 + Fraction(1, 2)).__floor__(), 100)


def show(value):
    if value is None:
        return None
    whole = int(value * 100)
    return "{}.{:02d}".format(whole // 100, whole % 100)


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def aggregate(rule, totals):
    ordered = sorted(totals)
    count = len(ordered)
    if rule == "median":
        return mean(ordered[(count - 1) // 2 : count // 2 + 1])
    if rule == "trimmed" and count >= 3:
        return mean(ordered[1:-1])
    return mean(ordered)


def score(rubric, entry):
    """Published figures of one entry, exact."""
    weights = [Fraction(criterion["weight"]) for criterion in rubric["criteria"]]
    rows = [[Fraction(mark, 100) for mark in sheet["marks"]] for sheet in entry["sheets"]]
    totals = [sum(weight * mark for weight, mark in zip(weights, row)) for row in rows]
    result = {
        "number": entry["number"],
        "sheets": len(rows),
        "total": None,
        "spread": None,
        "criterion_means": [],
        "is_passing": None,
        "rank": None,
        "lines": [],
    }
    if not rows:
        return result
    result["total"] = hundredths(aggregate(rubric["aggregation"], totals))
    result["spread"] = hundredths(max(totals) - min(totals))
    result["criterion_means"] = [hundredths(mean(column)) for column in zip(*rows)]
    result["is_passing"] = rubric["pass_mark"] is None or result["total"] >= Fraction(rubric["pass_mark"])
    for criterion, value in zip(rubric["criteria"], result["criterion_means"]):
        if criterion["pass_mark"] is not None and value < Fraction(criterion["pass_mark"]):
            result["is_passing"] = False
    for sheet, row, total in zip(entry["sheets"], rows, totals):
        terms = " + ".join("{} x {}".format(show(weight), show(mark)) for weight, mark in zip(weights, row))
        result["lines"].append("expert {}: {} = {}".format(sheet["expert"], terms, float(total)))
    return result


def rank(rubric, results):
    """Gives ranks on the published totals and puts the results in order."""
    by_criteria = rubric["tie_rule"] == "first_criterion"

    def standing(result):
        return [result["total"], *(result["criterion_means"] if by_criteria else [])]

    ranked = [result for result in results if result["total"] is not None]
    for result in ranked:
        result["rank"] = 1 + sum(1 for other in ranked if standing(other) > standing(result))
    return sorted(results, key=lambda result: (result["rank"] is None, result["rank"] or 0, result["number"]))


def plain(result):
    return {
        **{key: value for key, value in result.items() if key != "lines"},
        "total": show(result["total"]),
        "spread": show(result["spread"]),
        "criterion_means": [show(value) for value in result["criterion_means"]],
    }


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs")
    parser.add_argument("--entry", type=int)
    parser.add_argument("--published")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with open(options.inputs, encoding="utf-8") as file:
        inputs = json.load(file)
    canonical = json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    results = rank(inputs["rubric"], [score(inputs["rubric"], entry) for entry in inputs["entries"]])
    if options.json:
        print(json.dumps([plain(result) for result in results]))
    else:
        print("SHA-256 of the inputs:", hashlib.sha256(canonical).hexdigest())
        for result in results:
            if options.entry in (None, result["number"]):
                tell(result, options.entry)
    return compare(results, options.published) if options.published else 0


def tell(result, entry):
    if entry is not None:
        print("\n".join(result["lines"]))
    passing = {True: "passes", False: "does not pass", None: "no sheet"}[result["is_passing"]]
    print(
        "rank {}: entry {}, total {}, {}".format(
            result["rank"] or "-", result["number"], show(result["total"]), passing
        )
    )


def compare(results, path):
    with open(path, encoding="utf-8") as file:
        published = {result["number"]: result for result in json.load(file)["results"]}
    differing = [result["number"] for result in results if published.pop(result["number"], None) != plain(result)]
    differing += list(published)
    print("Differs in entries {}".format(differing) if differing else "Equal to the published results.")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
