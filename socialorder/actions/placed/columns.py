"""How the export of the procurement portal calls its columns: by the names of its open data service, in Russian, in Kazakh."""

from __future__ import annotations

import re

from foundation.core.text import fold
from socialorder.choices.placed import BudgetLevel, PlacedState

SPECIFICATION = "155"  # expenditure specification of social orders (domain facts 1.4)
REQUIRED = ("lot_number", "specification", "year", "title", "customer_name", "planned")
OPTIONAL = (
    *("customer_bin", "supplier_bin", "supplier_name", "contracted", "paid", "signed_on", "starts_on", "ends_on"),
    *("state", "sphere", "region", "level", "source"),
)
COLUMNS = (*REQUIRED, *OPTIONAL)

_WAYS = {
    "lot_number": "lotNumber|lot number|номер лота|№ лота|лот нөмірі",
    "specification": "spec|specific|refEkrbCode|ekrb|специфика|специфика экономической классификации|код специфики"
    "|ерекшелік|ерекшелік коды",
    "year": "finYear|fin_year|финансовый год|год|қаржы жылы|жылы",
    "title": "nameRu|name_ru|nameKz|name_kz|наименование лота|наименование|лоттың атауы|лот атауы",
    "customer_name": "customerNameRu|customer_name_ru|customerNameKz|заказчик|наименование заказчика|тапсырыс беруші",
    "customer_bin": "customerBin|БИН заказчика|тапсырыс берушінің БСН",
    "supplier_name": "supplierNameRu|supplier_name_ru|Supplier.nameRu|поставщик|наименование поставщика|жеткізуші|өнім беруші",
    "supplier_bin": "supplierBiin|supplier_biin|supplierBin|БИН поставщика|ИИН/БИН поставщика|өнім берушінің БСН"
    "|жеткізушінің БСН",
    "planned": "amount|сумма лота|плановая сумма|сумма, выделенная для закупки|лот сомасы|жоспарланған сома",
    "contracted": "contractSumWnds|contractSum|contract_sum_wnds|contract_sum|сумма договора|шарт сомасы",
    "paid": "faktSumWnds|faktSum|fakt_sum_wnds|fakt_sum|оплачено|фактическая сумма|төленді|төленген сома",
    "signed_on": "signDate|sign_date|дата договора|дата заключения договора|шарт күні|шарт жасалған күн",
    "starts_on": "startDate|start_date|дата начала|начало|басталу күні",
    "ends_on": "ecEndDate|ec_end_date|planExecDate|дата окончания|срок действия договора|окончание|аяқталу күні",
    "state": "status|RefContractStatus.nameRu|RefLotsStatus.nameRu|статус|статус лота|статус договора|мәртебесі|күйі",
    "sphere": "сфера|сфера социального заказа|қызмет саласы|сала",
    "region": "kato|plnPointKatoList|КАТО|регион|область|ӘАОЖ|өңір|облыс",
    "level": "budgetType|RefBudgetType.nameRu|вид бюджета|уровень бюджета|бюджет деңгейі|бюджет түрі",
    "source": "источник|дереккөз",
}
_STATES = {
    PlacedState.ANNOUNCED: "announced|опубликовано|опубликован|опубликовано (прием заявок)|прием заявок|рассмотрение заявок"
    "|жарияланды|жарияланған",
    PlacedState.CONTRACTED: "contracted|running|действует|заключен|подписан|исполняется|закупка состоялась|договор действует"
    "|қолданыста|жасалды|орындалуда",
    PlacedState.COMPLETED: "completed|исполнен|исполнено|завершено|завершен|орындалды|аяқталды",
    PlacedState.TERMINATED: "terminated|расторгнут|договор расторгнут|не исполнен|бұзылды",
    PlacedState.VOID: "cancelled|void|отменено|отменен|отказ от закупки|закупка не состоялась|не состоялась|өтпеді"
    "|күші жойылды|бас тартылды",
}
_LEVELS = {
    BudgetLevel.REPUBLICAN: "republican|central|республиканский|республиканский бюджет|республикалық"
    "|республикалық бюджет",
    BudgetLevel.REGIONAL: "regional|областной|областной бюджет|бюджет города республиканского значения|облыстық"
    "|облыстық бюджет|қала бюджеті|местный|жергілікті",
    BudgetLevel.DISTRICT: "district|районный|районный бюджет|аудандық|аудандық бюджет|бюджет района",
    BudgetLevel.RURAL: "rural|сельский|бюджет сельского округа|бюджет села|ауылдық|ауылдық округ бюджеті",
}
_TRIED = re.compile(r"[\s_.]+")


def key_of(text: str) -> str:
    """One key for «customerBin», «customer_bin» and «Customer BIN»."""
    return fold(_TRIED.sub("", text)).replace(" ", "")


def _by_way(ways: dict[str, str]) -> dict[str, str]:
    return {key_of(way): str(name) for name, text in ways.items() for way in (str(name), *text.split("|"))}


KNOWN = _by_way(_WAYS)
STATES = _by_way({state.value: text for state, text in _STATES.items()})
LEVELS = _by_way({level.value: text for level, text in _LEVELS.items()})


def canonical(headings: list[str]) -> list[str]:
    """The portal's name of each column; a column that is not known, or is there twice, keeps its own."""
    found: list[str] = []
    for heading in headings:
        name = KNOWN.get(key_of(heading), "")
        found.append(name if name and name not in found else heading)
    return found


def missing(columns: list[str]) -> list[str]:
    """What the file must have and has not."""
    return [name for name in REQUIRED if name not in columns]
