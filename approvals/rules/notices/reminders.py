"""Told by reminders: a term or the adoption comes near, is today, is overdue."""

from approvals.rules.notices.event import Event, Notice
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.notice_kinds import NoticeKind

OF_REMINDERS: dict[Event, Notice] = {
    Event.TERM_ENDS: Notice(
        title=Label(
            kk="Мерзімнің аяқталуы {due_on}: {term}, {customer}",
            ru="Окончание срока {due_on}: {term}, {customer}",
            en="A term ends on {due_on}: {term}, {customer}",
        ),
        text=Label(
            kk="{customer}, {period} жылдарға арналған бағдарлама. {term}: мерзімнің соңғы күні — {due_on}, {left}.",
            ru="{customer}, программа на {period} годы. {term}: последний день срока — {due_on}, {left}.",
            en="{customer}, program for {period}. {term}: the last day of the term is {due_on}, {left}.",
        ),
        advice=Label(
            kk="Мерзім Қағидалардың {point}-тармағында белгіленген. "
            "Оның өтуі келісуді білдірмейді және өздігінен ештеңені шешпейді.",
            ru="Срок установлен пунктом {point} Правил. "
            "Его истечение не означает согласования и само по себе ничего не решает.",
            en="Point {point} of the Rules sets the term. "
            "That it passes means no agreement and decides nothing by itself.",
        ),
        kind=NoticeKind.REMINDER,
    ),
    Event.TERM_ENDS_TODAY: Notice(
        title=Label(
            kk="Мерзімнің соңғы күні {due_on}: {term}, {customer}",
            ru="Последний день срока {due_on}: {term}, {customer}",
            en="The last day is {due_on}: {term}, {customer}",
        ),
        text=Label(
            kk="{customer}, {period} жылдарға арналған бағдарлама. {term}: мерзімнің соңғы күні — {due_on}, "
            "сағат 24:00-ге дейін.",
            ru="{customer}, программа на {period} годы. {term}: последний день срока — {due_on}, до 24:00.",
            en="{customer}, program for {period}. {term}: the last day of the term is {due_on}, until 24:00.",
        ),
        advice=Label(
            kk="Мерзім Қағидалардың {point}-тармағында белгіленген. "
            "Оның өтуі келісуді білдірмейді және өздігінен ештеңені шешпейді.",
            ru="Срок установлен пунктом {point} Правил. "
            "Его истечение не означает согласования и само по себе ничего не решает.",
            en="Point {point} of the Rules sets the term. "
            "That it passes means no agreement and decides nothing by itself.",
        ),
        kind=NoticeKind.REMINDER,
    ),
    Event.TERM_OVERDUE: Notice(
        title=Label(
            kk="Мерзімі өткен: {term}, {customer}",
            ru="Просрочено: {term}, {customer}",
            en="Overdue: {term}, {customer}",
        ),
        text=Label(
            kk="{customer}, {period} жылдарға арналған бағдарлама. {term}: мерзім {due_on} күні аяқталды, {left}. "
            "Жауапты: {organization}.",
            ru="{customer}, программа на {period} годы. {term}: срок истёк {due_on}, {left}. "
            "Ответственный: {organization}.",
            en="{customer}, program for {period}. {term}: the term ended on {due_on}, {left}. "
            "Responsible: {organization}.",
        ),
        advice=Label(
            kk="Мерзім Қағидалардың {point}-тармағында белгіленген, үнсіз келісу болмайды. "
            "Әрекет бәрібір жасалуға тиіс және кешіктірілген деп белгіленеді.",
            ru="Срок установлен пунктом {point} Правил, молчаливого согласования нет. "
            "Действие всё равно нужно совершить, оно будет отмечено как совершённое с опозданием.",
            en="Point {point} of the Rules sets the term, and there is no tacit agreement. "
            "The step is still to be taken and will be marked as late.",
        ),
        kind=NoticeKind.REMINDER,
    ),
    Event.TERM_MISSED: Notice(
        title=Label(
            kk="Мемлекеттік орган мерзімді өткізіп алды: {organization}",
            ru="Государственный орган пропустил срок: {organization}",
            en="A state body has missed a term: {organization}",
        ),
        text=Label(
            kk="{organization}. {term}: мерзім {due_on} күні аяқталды, {left}.",
            ru="{organization}. {term}: срок истёк {due_on}, {left}.",
            en="{organization}. {term}: the term ended on {due_on}, {left}.",
        ),
        advice=Label(
            kk="Орган қызметкерлерінің рөлдері күшінде екенін, болмағандардың орнын басатын адам бар-жоғын "
            "және хаттар жетіп жатқанын тексеріңіз.",
            ru="Проверьте, действуют ли роли сотрудников органа, назначены ли заместители на время отсутствия "
            "и доходят ли письма.",
            en="Check that the roles of the body's people are in force, that whoever is absent has a substitute, "
            "and that e-mails arrive.",
        ),
        kind=NoticeKind.ESCALATION,
    ),
    Event.ADOPTION_NEAR: Notice(
        title=Label(
            kk="Бағдарламаны бекіту мерзімінің аяқталуы {due_on}: {period} жылдар",
            ru="Окончание срока утверждения программы {due_on}: {period} годы",
            en="The program is to be adopted by {due_on}: {period}",
        ),
        text=Label(
            kk="{period} жылдарға арналған бағдарлама келісілген, бірақ бекітілмеген. Соңғы күн — {due_on}, {left}.",
            ru="Программа на {period} годы согласована, но не утверждена. Последний день — {due_on}, {left}.",
            en="The program for {period} is agreed but not adopted. The last day is {due_on}, {left}.",
        ),
        advice=Label(
            kk="Қағидалардың 17-тармағы: бағдарлама 1 желтоқсанға дейін бекітіледі.",
            ru="Пункт 17 Правил: программа утверждается до 1 декабря.",
            en="Point 17 of the Rules: the program is adopted before 1 December.",
        ),
        kind=NoticeKind.REMINDER,
    ),
    Event.ADOPTION_TODAY: Notice(
        title=Label(
            kk="Бағдарламаны бекітудің соңғы күні {due_on}: {period} жылдар",
            ru="Последний день для утверждения программы {due_on}: {period} годы",
            en="The last day to adopt the program is {due_on}: {period}",
        ),
        text=Label(
            kk="{period} жылдарға арналған бағдарлама келісілген, бірақ бекітілмеген. Соңғы күн — {due_on}.",
            ru="Программа на {period} годы согласована, но не утверждена. Последний день — {due_on}.",
            en="The program for {period} is agreed but not adopted. The last day is {due_on}.",
        ),
        advice=Label(
            kk="Қағидалардың 17-тармағы: бағдарлама 1 желтоқсанға дейін бекітіледі.",
            ru="Пункт 17 Правил: программа утверждается до 1 декабря.",
            en="Point 17 of the Rules: the program is adopted before 1 December.",
        ),
        kind=NoticeKind.REMINDER,
    ),
    Event.ADOPTION_OVERDUE: Notice(
        title=Label(
            kk="Бағдарлама мерзімінде бекітілмеді: {customer}",
            ru="Программа не утверждена в срок: {customer}",
            en="The program was not adopted in time: {customer}",
        ),
        text=Label(
            kk="{customer}: {period} жылдарға арналған бағдарлама келісілген, бірақ мерзімінде бекітілмеген. "
            "Соңғы күн — {due_on}, {left}.",
            ru="{customer}: программа на {period} годы согласована, но не утверждена в срок. "
            "Последний день — {due_on}, {left}.",
            en="{customer}: the program for {period} is agreed but was not adopted by {due_on}, {left}.",
        ),
        advice=Label(
            kk="Бағдарламаны әлі де бекітуге болады; 17-тармақтағы мерзімнен кеш бекітілгені белгіленеді.",
            ru="Программу ещё можно утвердить; утверждение позже срока, установленного пунктом 17, отмечается.",
            en="It can still be adopted; that it is later than point 17 asks will be marked.",
        ),
        kind=NoticeKind.REMINDER,
    ),
}
