"""What the pages say, in the reader's language: every text a browser test looks for stands here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from approvals.workflow import State


@dataclass(frozen=True)
class Words:
    """Buttons and links by what they do; `days_left` takes the number of working days."""

    language: str
    email: str
    password: str
    sign_in: str
    where_it_stands: str
    yours: str
    days_left: str
    states: Mapping[State, str]
    new_program: str
    first_year: str
    last_year: str
    open_draft: str
    go_on: str
    continue_drafting: str
    rework_program: str
    bring_back: str
    save: str
    save_and_next: str
    save_to_checks: str
    nothing_to_mend: str
    contested: str
    saved_by_itself: re.Pattern[str]
    not_saved_offline: re.Pattern[str]
    also_here: str
    submit: str
    resubmit: str
    withdraw: str
    reason: str
    adopt: str
    order_number: str
    order_date: str
    order: str
    consider: str
    decide: str
    agree: str
    refuse: str
    propose: str
    proposes_refusal: str
    to_refuse: str
    must_be_reworked: str
    outdated: str
    outdated_state: str
    show_state: str
    events: Mapping[str, str]
    version: str


KAZAKH = Words(
    language="kk",
    email="Электрондық пошта",
    password="Құпия сөз",
    sign_in="Кіру",
    where_it_stands="Бағдарлама қай сатыда",
    yours="Сіздікі",
    days_left="{} жұмыс күні қалды",
    states={
        State.DRAFT: "Жоба",
        State.WITH_REGULATOR: "Табиғи монополиялар органында қаралуда",
        State.WITH_AUTHORIZED_BODY: "Уәкілетті органда қаралуда",
        State.REWORK: "Пысықтауда",
        State.AGREED: "Келісілген",
        State.ADOPTED: "Бекітілген",
        State.WITHDRAWN: "Кері қайтарып алынған",
    },
    new_program="Жаңа бағдарлама",
    first_year="Бірінші жыл",
    last_year="Соңғы жыл",
    open_draft="Жобаны ашу",
    go_on="Жалғастыру",
    continue_drafting="Әзірлеуді жалғастыру",
    rework_program="Бағдарламаны пысықтау",
    bring_back="Қайтару",
    save="Сақтау",
    save_and_next="Сақтап, келесіге өту",
    save_to_checks="Сақтап, тексерулерге өту",
    nothing_to_mend="Түзететін ештеңе жоқ",
    contested="Сіз теріп жатқанда, басқа адам сол ұяшықтарды өзгертті.",
    saved_by_itself=re.compile(r"Сақталды: \d\d:\d\d"),
    not_saved_offline=re.compile("Сақталмады: байланыс жоқ"),
    also_here="Қазір осында:",
    submit="Келісуге жіберу",
    resubmit="Қайта ұсыну",
    withdraw="Бағдарламаны кері қайтарып алу",
    reason="Кері қайтарып алу себебі",
    adopt="Бағдарламаны бекіту",
    order_number="Бұйрықтың нөмірі",
    order_date="Бұйрықтың күні",
    order="{} № {}",
    consider="Бағдарламаны қарау",
    decide="Қарау және шешім қабылдау",
    agree="Бағдарламаны келісу",
    refuse="Келісуден бас тарту",
    propose="Басшыға ұсыну",
    proposes_refusal="Орындаушы бас тартуды ұсынады.",
    to_refuse="Бас тарту: 14-тармақтағы негіз бар",
    must_be_reworked="Бас тартылды: нені пысықтау керек",
    outdated="Осы арада жағдай өзгерді",
    outdated_state="Бағдарламаның қазіргі күйі: {}.",
    show_state="Қазіргі күйін көрсету",
    events={
        "opened": "Жоба ашылды",
        "submitted": "Келісуге жіберілді",
        "prepared": "Басшыға шешім ұсынылды",
        "refused": "Келісуден бас тартылды",
        "resubmitted": "Пысықталғаннан кейін қайта ұсынылды",
        "agreed": "Мемлекеттік орган келісті",
        "adopted": "Тапсырыс беруші бекітті",
        "withdrawn": "Тапсырыс беруші кері қайтарып алды",
    },
    version="{}-редакция",
)

RUSSIAN = Words(
    language="ru",
    email="Электронная почта",
    password="Пароль",
    sign_in="Войти",
    where_it_stands="Где находится программа",
    yours="Ваша",
    days_left="{} рабоч",
    states={
        State.DRAFT: "Черновик",
        State.WITH_REGULATOR: "На рассмотрении в органе по естественным монополиям",
        State.WITH_AUTHORIZED_BODY: "На рассмотрении в уполномоченном органе",
        State.REWORK: "На доработке",
        State.AGREED: "Согласована",
        State.ADOPTED: "Утверждена",
        State.WITHDRAWN: "Отозвана",
    },
    new_program="Новая программа",
    first_year="Первый год",
    last_year="Последний год",
    open_draft="Открыть черновик",
    go_on="Продолжить",
    continue_drafting="Продолжить разработку",
    rework_program="Доработать программу",
    bring_back="Вернуть",
    save="Сохранить",
    save_and_next="Сохранить, к следующему",
    save_to_checks="Сохранить, к проверкам",
    nothing_to_mend="Исправлять нечего",
    contested="Пока вы вводили, другой человек изменил те же ячейки.",
    saved_by_itself=re.compile(r"Сохранено в \d\d:\d\d"),
    not_saved_offline=re.compile("Не сохранено: нет связи"),
    also_here="Сейчас здесь:",
    submit="Направить на согласование",
    resubmit="Представить повторно",
    withdraw="Отозвать программу",
    reason="Причина отзыва",
    adopt="Утвердить программу",
    order_number="Номер приказа",
    order_date="Дата приказа",
    order="№ {1} от {0}",
    consider="Рассмотреть программу",
    decide="Рассмотреть и решить",
    agree="Согласовать программу",
    refuse="Отказать в согласовании",
    propose="Предложить руководителю",
    proposes_refusal="Исполнитель предлагает отказать.",
    to_refuse="Отказать: есть основание пункта 14",
    must_be_reworked="Отказано: что нужно доработать",
    outdated="За это время состояние изменилось",
    outdated_state="Текущее состояние программы: {}.",
    show_state="Показать текущее состояние",
    events={
        "opened": "Черновик открыт",
        "submitted": "Направлена на согласование",
        "prepared": "Решение предложено руководителю",
        "refused": "Отказано в согласовании",
        "resubmitted": "Представлена повторно после доработки",
        "agreed": "Согласована государственным органом",
        "adopted": "Утверждена заказчиком",
        "withdrawn": "Отозвана заказчиком",
    },
    version="Редакция {}",
)
