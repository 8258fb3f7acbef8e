"""A registry of any size by a few statements: names of three words, spread as words are, with everything search reads.

The words are folded here once each, and the database puts the names together, so that a million take a minute or two.
"""

from __future__ import annotations

import io
import random

from django.db import connection, transaction

from foundation.core.text import fold
from registry.actions import reference, search
from registry.models.names import sort_key

COMMON = [
    "алтын",
    "арман",
    "болашақ",
    "дала",
    "достық",
    "еңбек",
    "жастар",
    "жол",
    "көмек",
    "қоғам",
    "мұра",
    "нұр",
    "отан",
    "өмір",
    "сенім",
    "тірек",
    "ұрпақ",
    "халық",
    "шуақ",
    "ізгілік",
    "берег",
    "будущее",
    "ветер",
    "возрождение",
    "голос",
    "дети",
    "добро",
    "единство",
    "жизнь",
    "забота",
    "здоровье",
    "инициатива",
    "культура",
    "мир",
    "надежда",
    "опора",
    "поддержка",
    "природа",
    "развитие",
    "свет",
    "семья",
    "сердце",
    "содействие",
    "солнце",
    "степь",
    "труд",
    "центр",
    "школа",
    "экология",
    "юность",
    "язык",
]
SYLLABLES = [
    "ба",
    "бе",
    "ги",
    "да",
    "до",
    "жа",
    "зе",
    "ка",
    "ке",
    "ки",
    "ла",
    "ле",
    "ма",
    "мо",
    "на",
    "не",
    "но",
    "па",
    "ра",
    "ре",
    "ри",
    "са",
    "се",
    "та",
    "те",
    "ту",
    "ша",
    "ше",
    "ық",
    "ұл",
    "ең",
    "ан",
    "ор",
    "ер",
    "ін",
]
FORMS = (
    ("public_fund", "ОФ", 5),
    ("public_association", "ОО", 6),
    ("private_institution", "ЧУ", 2),
    ("branch", "филиал", 1),
)

ROWS = """
INSERT INTO registry_organisation (id, bin, name_kk, name_ru, name_en, legal_form, status, region_id, registered_on,
    charter_goals, description, address, email, phone, website, head_name, head_iin, private_phone, private_address,
    is_charity, has_volunteers, sdgs, is_invented, created_at, updated_at)
SELECT n, to_char(date '1995-01-01' + (n %% 11000), 'YYMM') || '40' || lpad((n %% 1000000)::text, 6, '0'), '',
    f.word || ' «' || a.plain || ' ' || b.plain || ' ' || c.plain || '»', '', f.code,
    CASE WHEN n %% 29 = 0 THEN 'suspended' WHEN n %% 97 = 0 THEN 'liquidating' ELSE 'active' END, r.code,
    date '1995-01-01' + (n %% 11000), '', '', '', '', '', '', '', '', '', '', n %% 22 = 0, n %% 35 = 0,
    CASE WHEN n %% 4 = 0 THEN ARRAY[1 + n %% 17] ELSE '{}'::int[] END, true, now(), now()
FROM bench_row JOIN bench_word a ON a.id = one JOIN bench_word b ON b.id = two JOIN bench_word c ON c.id = three
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place FROM registry_region) r ON r.place = region
JOIN bench_form f ON f.id = form
ORDER BY n;
SELECT setval(pg_get_serial_sequence('registry_organisation', 'id'), (SELECT max(id) FROM registry_organisation));
INSERT INTO registry_annualinformation (organisation_id, year, status, way, started_at, remarks, reason, submitted_at)
SELECT id, 2025, 'submitted', 'portal', now(), '', '', now() FROM registry_organisation WHERE id %% 5 < 3;
INSERT INTO registry_funding (organisation_id, kind, reference, title, payer_name, amount, decided_on, page,
    page_arguments, source, recorded_at, annulled_reason)
SELECT id, 'order', 'bench-' || id, 'Invented', 'Invented', 500000 + id %% 9000, date '2025-05-05', '', '[]', 'bench', now(), ''
FROM registry_organisation WHERE id %% 20 = 0;
ANALYZE registry_organisation, registry_annualinformation, registry_funding;
"""
ENTRIES = """
INSERT INTO registry_searchentry (organisation_id, words, names, sort_kk, sort_ru, sort_en, region_code, legal_form,
    status, spheres, {columns})
SELECT n, array_to_tsvector(ARRAY[f.folded, a.folded, b.folded, c.folded, '=' || a.folded || b.folded || c.folded]),
    a.folded || ' ' || b.folded || ' ' || c.folded, key, key, key, o.region_id, o.legal_form, o.status,
    1::bigint << (1 + n %% 19) | 1::bigint << (1 + n %% 7), {columns}
FROM bench_row JOIN bench_word a ON a.id = one JOIN bench_word b ON b.id = two JOIN bench_word c ON c.id = three
JOIN bench_form f ON f.id = form JOIN registry_organisation o ON o.id = n JOIN ({facts}) AS facts ON facts.pk = n,
LATERAL (SELECT left(a.sort || ' ' || b.sort || ' ' || c.sort, 60) AS key) AS sorted
ORDER BY n
"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'registry_searchentry' AND indexname NOT LIKE '%%pkey'"


def words(count: int) -> list[str]:
    """Frequent words first, then words that nobody has ever used, all different when folded."""
    chance, found = random.Random(7), {fold(word): word for word in COMMON}
    while len(found) < count:
        word = "".join(chance.choices(SYLLABLES, k=chance.choice((3, 4, 4, 5))))
        found.setdefault(fold(word), word)
    return list(found.values())


def _copy(table: str, columns: str, rows: list[tuple]) -> None:
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO(text))


def fill(count: int) -> list[str]:
    """An empty registry gets so many organisations; gives the words of their names, the most frequent first."""
    reference.load()
    known = words(max(2_000, min(count // 3, 350_000)))
    chance = random.Random(11)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_word (id int PRIMARY KEY, plain text, folded text, sort text)")
        cursor.execute("CREATE TEMP TABLE bench_form (id int PRIMARY KEY, code text, word text, folded text)")
        cursor.execute("CREATE TEMP TABLE bench_row (n int, one int, two int, three int, region int, form int)")
        _copy(
            "bench_word",
            "id, plain, folded, sort",
            [(i, word, fold(word), sort_key(word)) for i, word in enumerate(known)],
        )
        _copy(
            "bench_form",
            "id, code, word, folded",
            [(i, code, word, fold(word)) for i, (code, word, _) in enumerate(FORMS)],
        )
        forms, last = [weight for *_, weight in FORMS], len(known)
        # Two words in five are among the frequent fifty, the more so the more frequent, the rest are any.
        _copy(
            "bench_row",
            "n, one, two, three, region, form",
            [
                (
                    n,
                    *(_word(chance, last) for _ in range(3)),
                    min(chance.randrange(20), chance.randrange(20)),
                    chance.choices(range(4), forms)[0],
                )
                for n in range(1, count + 1)
            ],
        )
        cursor.execute("ANALYZE bench_row, bench_word")
        cursor.execute(ROWS % ())
        cursor.execute(INDEXES.replace("%%", "%"))
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute((ENTRIES % ()).format(columns=", ".join(search.FACT_COLUMNS), facts=search.FACTS))
        for _, definition in indexes:
            cursor.execute(definition)
    with transaction.atomic():
        search.learn("SELECT words FROM registry_searchentry")
        search.count_facets()
        search.tidy()
    return known


def _word(chance: random.Random, last: int) -> int:
    if chance.random() < 0.4:
        return min(int(chance.expovariate(0.08)), len(COMMON) - 1)
    return chance.randrange(len(COMMON), last)
