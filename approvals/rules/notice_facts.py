"""What notices list beside their text: the names of the values that fill it, and what a reviewer may propose."""

from icv_portal.accounts.rules.labels import Label

FACTS: dict[str, Label] = {
    "customer": Label(kk="Ірі тапсырыс беруші", ru="Крупный заказчик", en="Big customer"),
    "period": Label(kk="Бағдарлама кезеңі", ru="Период программы", en="Period of the program"),
    "body": Label(kk="Мемлекеттік орган", ru="Государственный орган", en="State body"),
    "outcome": Label(kk="Ұсынылған шешім", ru="Предложенное решение", en="Proposed decision"),
    "organization": Label(kk="Жауапты", ru="Ответственный", en="Responsible"),
    "number": Label(kk="Редакция", ru="Редакция", en="Version"),
    "term": Label(kk="Мерзім", ru="Срок", en="Term"),
    "registered_on": Label(kk="Тіркелген күні", ru="Дата регистрации", en="Registered on"),
    "held_on": Label(kk="Тыңдау күні", ru="День заслушивания", en="Day of the hearing"),
    "objections_until": Label(
        kk="Қарсылық білдірудің соңғы күні", ru="Последний день для возражений", en="Objections until"
    ),
    "before": Label(kk="Бұрынғы соңғы күн", ru="Прежний последний день", en="Last day before"),
    "due_on": Label(kk="Соңғы күн", ru="Последний день", en="Last day"),
    "left": Label(kk="Мерзімнің жай-күйі", ru="Состояние срока", en="State of the term"),
    "reminded_on": Label(kk="Еске салу күні", ru="Дата напоминания", en="Reminder of"),
    "order_number": Label(kk="Бұйрықтың нөмірі", ru="Номер приказа", en="Number of the order"),
    "order_date": Label(kk="Бұйрықтың күні", ru="Дата приказа", en="Date of the order"),
    "point": Label(kk="Қағидалардың тармағы", ru="Пункт Правил", en="Point of the Rules"),
}
"""Names of the values an e-mail lists; a value without a name stands in the text alone."""

PROPOSALS = {
    "agreed": Label(kk="бағдарламаны келісу", ru="согласовать программу", en="to agree the program"),
    "refused": Label(kk="келісуден бас тарту", ru="отказать в согласовании", en="to refuse to agree the program"),
}
"""What a reviewer may propose, by the outcome of a consideration."""
