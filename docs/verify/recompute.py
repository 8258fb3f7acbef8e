"""Computes a ranking again from the inputs that the portal has published. Python 3.8+, standard library only.

    python recompute.py inputs.json                        the whole ranking
    python recompute.py inputs.json --entry 12             one entry, with its arithmetic
    python recompute.py inputs.json --published out.json   compare with the published results; ends with 1 on a difference
    python recompute.py inputs.json --without 3            the ranking as it would be without expert 3
    python recompute.py inputs.json --json                 results as JSON
    python recompute.py --bundle contest.zip               check all files of a contest, its draw and its ranking

It shares no code with the portal and counts in fractions. The SHA-256 that it prints is the digest of the inputs: compare
it with the one on the page of the ranking.
"""

import argparse
import hashlib
import json
import sys
import zipfile
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

    ranked = sorted((result for result in results if result["total"] is not None), key=standing, reverse=True)
    for place, result in enumerate(ranked, 1):
        is_equal = place > 1 and standing(result) == standing(ranked[place - 2])
        result["rank"] = ranked[place - 2]["rank"] if is_equal else place
    return sorted(results, key=lambda result: (result["rank"] is None, result["rank"] or 0, result["number"]))


def plain(result):
    return {
        **{key: value for key, value in result.items() if key != "lines"},
        "total": show(result["total"]),
        "spread": show(result["spread"]),
        "criterion_means": [show(value) for value in result["criterion_means"]],
    }


def ranking(inputs, without=None):
    entries = [
        dict(entry, sheets=[sheet for sheet in entry["sheets"] if sheet["expert"] != without])
        for entry in inputs["entries"]
    ]
    return rank(inputs["rubric"], [score(inputs["rubric"], entry) for entry in entries])


def selection(inputs, results):
    """Who stands above the line of the money when the quotas of the contest are kept; None without quotas."""
    return Quotas(inputs, results).selection() if inputs.get("quotas") else None


class Quotas:
    """A ranking with the quotas of its contest; ``taken`` maps who is served to the quota that reserved the place."""

    def __init__(self, inputs, results):
        self.budget, self.rules = Fraction(inputs["quotas"]["budget"]), inputs["quotas"]["rules"]
        self.entries = {entry["number"]: entry for entry in inputs["entries"]}
        self.asks = {number: Fraction(entry.get("amount") or 0) for number, entry in self.entries.items()}
        running = [result for result in results if result["is_passing"] and self.asks[result["number"]] > 0]
        ranks = sorted({result["rank"] for result in running})
        self.tiers = [sorted(result["number"] for result in running if result["rank"] == place) for place in ranks]
        self.taken, self.blocked = {}, {}

    def selection(self):
        rules, self.rules = self.rules, []
        self.walk()
        before = self.above()
        self.taken, self.rules = {}, rules
        why = {rule["code"]: self.reserve(rule) for rule in rules if rule["bound"] == "at_least"}
        self.walk()
        return {
            "above": self.above(),
            "without_quotas": before,
            "left": show(self.budget - sum(self.asks[number] for number in self.taken)),
            "moves": self.moves(set(before)),
            "quotas": [self.outcome(rule, why) for rule in rules],
        }

    def above(self):
        return [number for tier in self.tiers for number in tier if number in self.taken]

    def belongs(self, rule, number):
        return bool(set(rule["values"]) & set(self.entries[number].get("groups", {}).get(rule["of"], [])))

    def counted(self, rule, numbers):
        """(awards, money) of the group of a rule among these entries."""
        own = [number for number in numbers if self.belongs(rule, number)]
        return len(own), sum((self.asks[number] for number in own), Fraction(0))

    def over(self, rule, awards, money):
        """Above 0: more than the figure of the rule; 0: exactly; below: less."""
        return awards - rule["figure"] if rule["unit"] == "awards" else money - self.budget * rule["figure"] / 100

    def free(self, numbers, closed, blocked):
        """The entries without those that an «at most» passes over."""
        for rule in self.rules:
            own = [number for number in numbers if self.belongs(rule, number)]
            if rule["bound"] != "at_most" or not own:
                continue
            if rule["code"] in closed or self.over(rule, *self.counted(rule, [*self.taken, *own])) > 0:
                closed.add(rule["code"])
                numbers = [number for number in numbers if number not in own]
                for number in own:
                    blocked.setdefault(number, []).append(rule["code"])
        return numbers

    def serve(self, numbers, code):
        if sum(self.asks[number] for number in [*self.taken, *numbers]) > self.budget:
            return False
        self.taken.update(dict.fromkeys(numbers, code))
        return True

    def reserve(self, rule):
        """Places for one «at least», from the top of the ranking; says why it was not reached, or nothing."""
        why, closed = "too_few", set()
        for tier in self.tiers:
            if self.over(rule, *self.counted(rule, self.taken)) >= 0:
                break
            own = [number for number in tier if self.belongs(rule, number) and number not in self.taken]
            free = self.free(own, closed, {})
            why = "forbidden" if len(free) < len(own) else why
            if not self.serve(free, rule["code"]):
                return "no_room"
        return "" if self.over(rule, *self.counted(rule, self.taken)) >= 0 else why

    def walk(self):
        """The rest down the ranking, until a rank does not fit whole."""
        closed = set()
        for tier in self.tiers:
            waiting = [number for number in tier if number not in self.taken]
            if not self.serve(self.free(waiting, closed, self.blocked), ""):
                break

    def moves(self, before):
        caps = sorted({code for codes in self.blocked.values() for code in codes})
        newcomers = sorted({code for number, code in self.taken.items() if code and number not in before})
        found = []
        for number in sorted({*self.taken, *before, *self.blocked}):
            if number in self.taken and number in before:
                continue
            if number in self.taken:
                code = self.taken[number]
                moved = ("reserved", [code]) if code else ("freed", caps)
            else:
                moved = ("capped", self.blocked[number]) if number in self.blocked else ("displaced", newcomers)
            found.append({"number": number, "code": moved[0], "quotas": moved[1]})
        return found

    def outcome(self, rule, why):
        awards, money = self.counted(rule, self.above())
        is_kept = rule["bound"] == "at_most" or self.over(rule, awards, money) >= 0
        reason = "" if is_kept else why[rule["code"]] or "no_room"
        return {"code": rule["code"], "awards": awards, "amount": show(money), "is_kept": is_kept, "why": reason}


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="?")
    parser.add_argument("--bundle")
    parser.add_argument("--entry", type=int)
    parser.add_argument("--published")
    parser.add_argument("--without", type=int)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.bundle:
        return check_bundle(options.bundle)
    if not options.inputs:
        parser.error("name a file with inputs, or a bundle")
    with open(options.inputs, encoding="utf-8") as file:
        inputs = json.load(file)
    results = ranking(inputs, options.without)
    if options.json:
        print(json.dumps([plain(result) for result in results]))
    else:
        tell_all(inputs, results, options.entry)
    if not options.published:
        return 0
    with open(options.published, encoding="utf-8") as file:
        return compare(inputs, results, json.load(file))


def compare(inputs, results, published):
    differing = differences(results, published["results"])
    print("Differs in entries {}".format(differing) if differing else "Equal to the published results.")
    by_quotas = selection(inputs, results)
    if by_quotas != published["summary"].get("selection"):
        print("The quotas give another selection: {}".format(json.dumps(by_quotas)))
        return 1
    return 1 if differing else 0


def digest(document):
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.sha256(canonical).hexdigest()


def tell_all(inputs, results, entry):
    print("SHA-256 of the inputs:", digest(inputs))
    for result in results:
        if entry in (None, result["number"]):
            tell(result, entry)
    chosen = selection(inputs, results)
    if chosen:
        print("above the line with the quotas: {}".format(", ".join(map(str, chosen["above"]))))


def tell(result, entry):
    if entry is not None:
        print("\n".join(result["lines"]))
    passing = {True: "passes", False: "does not pass", None: "no sheet"}[result["is_passing"]]
    print(
        "rank {}: entry {}, total {}, {}".format(
            result["rank"] or "-", result["number"], show(result["total"]), passing
        )
    )


def differences(results, published):
    """Numbers of entries whose published result is not the one that follows."""
    stated = {result["number"]: result for result in published}
    differing = [result["number"] for result in results if stated.pop(result["number"], None) != plain(result)]
    return differing + list(stated)


def check_bundle(path):
    """Checks a bundle: every file by the manifest, the draw, every total and rank, and that each decision has an entry."""
    faults = []
    with open(path, "rb") as file:
        print("SHA-256 of the bundle:", hashlib.sha256(file.read()).hexdigest())
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    stated = json.loads(files.pop("manifest.json"))["files"]
    if len(names) != len(set(names)) or set(files) != set(stated):
        faults.append("the files are not those of the manifest")
    changed = [
        name for name in sorted(set(files) & set(stated)) if hashlib.sha256(files[name]).hexdigest() != stated[name]
    ]
    faults += ["{}: changed since the manifest was made".format(name) for name in changed]
    inputs, results, draw, decisions, rules = (
        json.loads(files[name]) for name in ("inputs.json", "results.json", "draw.json", "decisions.json", "rules.json")
    )
    if digest(inputs) != rules["inputs_digest"] or digest(results) != rules["outcome_digest"]:
        faults.append("inputs or results do not have the digests that were published")
    ranked = ranking(inputs)
    differing = differences(ranked, results["results"])
    if differing:
        faults.append("the ranking differs in entries {}".format(differing))
    if selection(inputs, ranked) != results["summary"].get("selection"):
        faults.append("the quotas give another selection")
    if rules["is_drawn"]:
        faults += draw_faults(draw)
    else:
        print("The members of this panel were seated without a draw.")
    faults += extra_faults(inputs, rules, json.loads(files.get("extra.json", b"[]")), json.loads(files["changes.json"]))
    if {item["entry"] for item in decisions} - {entry["number"] for entry in inputs["entries"]}:
        faults.append("something was decided about an entry that is not in the ranking")
    sheets = sum(len(entry["sheets"]) for entry in inputs["entries"])
    print("{} entries, {} sheets, {} decisions".format(len(inputs["entries"]), sheets, len(decisions)))
    for fault in faults:
        print("DIFFERS:", fault)
    print("The contest cannot be confirmed." if faults else "The contest is confirmed.")
    return 1 if faults else 0


def extra_faults(inputs, rules, calls, changes):
    """One more expert is called only above the threshold that was announced, for the distance that the marks of then give.

    The distance is not counted again where an expert of that time has left: the marks are not in the inputs any more.
    """
    faults, called = [], {(one["entry"], one["expert"]) for call in calls for one in call["experts"]}
    for call in calls:
        for one in call["experts"]:
            if call["threshold"] != rules["extra_over"] or not Fraction(one["spread"]) > Fraction(call["threshold"]):
                faults.append("entry {}: an expert was called below the threshold".format(one["entry"]))
            elif not rules["experts_recused"] and apart_then(inputs, one["entry"], called, changes) != one["spread"]:
                faults.append("entry {}: the marks were not {} apart".format(one["entry"], one["spread"]))
    return faults


def apart_then(inputs, number, called, changes):
    """How far the sheets of the panel were apart, before anything was changed in them."""
    entry = next(entry for entry in inputs["entries"] if entry["number"] == number)
    before = {}
    for change in changes:
        if change["entry"] == number and change["kind"] == "discussion":
            before.setdefault(change["expert"], change["marks"][0])
    sheets = [
        dict(sheet, marks=before.get(sheet["expert"], sheet["marks"]))
        for sheet in entry["sheets"]
        if (number, sheet["expert"]) not in called
    ]
    return show(score(inputs["rubric"], dict(entry, sheets=sheets))["spread"])


def draw_faults(draw):
    if hashlib.sha256(draw["seed"].encode()).hexdigest() != draw["seed_digest"]:
        return ["the seed is not the one whose digest was published before the draw"]
    value = draw.get("public_value", "")
    seed = "{}+{}".format(draw["seed"], value) if value else draw["seed"]
    if [draw["main"], draw["reserve"]] != drawn_again(seed, draw):
        return ["the draw gives other experts"]
    return []


def drawn_again(seed, draw):
    """[main, reserve]; by direction the smallest pool first, all main seats before all reserves, nobody twice."""
    pools = [(seed, draw["pool"])]
    if draw.get("directions"):
        smallest = sorted(draw["directions"], key=lambda item: (len(set(item["pool"])), item["direction"]))
        pools = [("{}:{}".format(seed, item["direction"]), item["pool"]) for item in smallest]
    taken, drawn = set(), []
    for count in (draw["main_seats"], draw["reserve_seats"]):
        drawn.append([])
        for start, pool in pools:
            order = sorted(set(pool), key=lambda number: lot(start, number))
            found = [number for number in order if number not in taken][:count]
            taken.update(found)
            drawn[-1] += found
    return drawn


def lot(seed, number):
    return hashlib.sha256("{}:{}".format(seed, number).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
