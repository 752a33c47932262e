"""Told by the steps of the procedure, and when a term moves."""

from approvals.rules.notices.event import Event, Notice
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.notice_kinds import NoticeKind

OF_PROCEDURE: dict[Event, Notice] = {
    Event.FILED: Notice(
        title=Label(
            kk="Бағдарлама келісуге келіп түсті: {customer}",
            ru="Программа поступила на согласование: {customer}",
            en="A program came for agreement: {customer}",
        ),
        text=Label(
            kk="{customer} {period} жылдарға арналған бағдарламаны келісуге жіберді. Қарау мерзімі: {due_on}.",
            ru="{customer}: программа на {period} годы направлена на согласование. Срок рассмотрения: {due_on}.",
            en="{customer} sent its program for {period} for agreement. Consider it by: {due_on}.",
        ),
        advice=Label(
            kk="Бағдарламаны ашыңыз: ол Қағидалардың 12-тармағындағы үш сұрақ бойынша қаралады.",
            ru="Откройте программу: её рассматривают по трём вопросам пункта 12 Правил.",
            en="Open the program: it is considered by the three questions of point 12 of the Rules.",
        ),
    ),
    Event.REGISTERED: Notice(
        title=Label(
            kk="Бағдарлама тіркелді: {period} жылдар",
            ru="Программа зарегистрирована: {period} годы",
            en="The program is registered: {period}",
        ),
        text=Label(
            kk="{body} {period} жылдарға арналған бағдарламаны тіркеді. Тіркелген күні: {registered_on}. "
            "Қарау мерзімі: {due_on}.",
            ru="{body}: программа на {period} годы зарегистрирована. Дата регистрации: {registered_on}. "
            "Срок рассмотрения: {due_on}.",
            en="{body} registered the program for {period} on {registered_on}. It is to be considered by: {due_on}.",
        ),
        advice=Label(
            kk="Сізден әзірге ештеңе талап етілмейді. Растау хатында мерзімнің қалай есептелгені көрсетілген.",
            ru="От вас пока ничего не требуется. В подтверждении показано, как исчислен срок.",
            en="Nothing is asked of you now. The confirmation shows how the term was counted.",
        ),
    ),
    Event.PROPOSED: Notice(
        title=Label(
            kk="Орындаушының ұсынысы: {customer}",
            ru="Предложение исполнителя: {customer}",
            en="A reviewer's proposal: {customer}",
        ),
        text=Label(
            kk="{customer}, {period} жылдарға арналған бағдарлама. Орындаушы шешім ұсынды: {outcome}.",
            ru="{customer}, программа на {period} годы. Исполнитель предложил решение: {outcome}.",
            en="{customer}, program for {period}. The reviewer proposes a decision: {outcome}.",
        ),
        advice=Label(
            kk="Ұсынысты қарап, шешім қабылдаңыз. Тапсырыс берушіге ол көрсетілмейді.",
            ru="Рассмотрите предложение и примите решение. Заказчик его не видит.",
            en="Look at the proposal and decide. The customer does not see it.",
        ),
        kind=NoticeKind.NEWS,
    ),
    Event.PRELIMINARY_DECISION: Notice(
        title=Label(
            kk="Алдын ала шешім: {period} жылдарға арналған бағдарлама",
            ru="Предварительное решение по программе на {period} годы",
            en="Preliminary decision on the program for {period}",
        ),
        text=Label(
            kk="{body} {period} жылдарға арналған бағдарламаны келісуден бас тартуды көздеп отыр және негіздерін "
            "жіберді. Қарсылық білдірудің соңғы күні: {objections_until}.",
            ru="{body} намеревается отказать в согласовании программы на {period} годы и направляет основания. "
            "Последний день для возражений: {objections_until}.",
            en="{body} intends to refuse to agree the program for {period} and sends its grounds. "
            "Objections until the end of: {objections_until}.",
        ),
        advice=Label(
            kk="Негіздерді оқыңыз. Келіспесеңіз, қарсылығыңызды жіберіңіз немесе ауызша тыңдауды сұраңыз.",
            ru="Прочитайте основания. Если вы не согласны, направьте возражение или попросите об устном заслушивании.",
            en="Read the grounds. If you disagree, send your objection or ask for an oral hearing.",
        ),
    ),
    Event.OBJECTED: Notice(
        title=Label(
            kk="Алдын ала шешімге жауап: {customer}",
            ru="Ответ на предварительное решение: {customer}",
            en="Answer to a preliminary decision: {customer}",
        ),
        text=Label(
            kk="{customer} {period} жылдарға арналған бағдарлама жөніндегі алдын ала шешімге жауап берді.",
            ru="{customer}: получен ответ на предварительное решение по программе на {period} годы.",
            en="{customer} answered the preliminary decision on its program for {period}.",
        ),
        advice=Label(
            kk="Жауапты оқыңыз. Ауызша тыңдау сұралса, оны бас тартуға дейін өткізіп, хаттамасын енгізіңіз.",
            ru="Прочитайте ответ. Если запрошено устное заслушивание, проведите его до отказа и внесите протокол.",
            en="Read the answer. If an oral hearing is asked for, hold it before any refusal and enter its minutes.",
        ),
    ),
    Event.HEARD: Notice(
        title=Label(
            kk="Тыңдау хаттамасы: {period} жылдарға арналған бағдарлама",
            ru="Протокол заслушивания по программе на {period} годы",
            en="Minutes of the hearing on the program for {period}",
        ),
        text=Label(
            kk="{body} {period} жылдарға арналған бағдарлама бойынша {held_on} өткен тыңдаудың хаттамасын енгізді.",
            ru="{body}: внесён протокол заслушивания от {held_on} по программе на {period} годы.",
            en="{body} entered the minutes of the hearing of {held_on} on the program for {period}.",
        ),
        advice=Label(
            kk="Хаттама бағдарламаның бетінде. Сізден ештеңе талап етілмейді.",
            ru="Протокол находится на странице программы. От вас ничего не требуется.",
            en="The minutes stand on the program's page. Nothing is asked of you.",
        ),
    ),
    Event.AGREED: Notice(
        title=Label(
            kk="Бағдарлама келісілді: {period} жылдар",
            ru="Программа согласована: {period} годы",
            en="The program is agreed: {period}",
        ),
        text=Label(
            kk="{body} {period} жылдарға арналған бағдарламаны келісті.",
            ru="{body}: программа на {period} годы согласована.",
            en="{body} agreed the program for {period}.",
        ),
        advice=Label(
            kk="Келесі қадам бағдарламаның бетінде көрсетілген; келісу туралы хабарлама да сонда.",
            ru="Следующий шаг показан на странице программы; уведомление о согласовании там же.",
            en="The next step stands on the program's page, and so does the notification of agreement.",
        ),
    ),
    Event.REFUSED: Notice(
        title=Label(
            kk="Келісуден бас тартылды: {period} жылдарға арналған бағдарлама",
            ru="Отказ в согласовании программы на {period} годы",
            en="Agreement refused: program for {period}",
        ),
        text=Label(
            kk="{body} {period} жылдарға арналған бағдарламаны келісуден бас тартты. "
            "Пысықтау мерзімі бас тартуды алған күннің ертеңінен басталады.",
            ru="{body}: отказ в согласовании программы на {period} годы. "
            "Срок доработки начинается на следующий день после получения отказа.",
            en="{body} refused to agree the program for {period}. "
            "The term for rework begins on the day after its receipt.",
        ),
        advice=Label(
            kk="Негіздерді оқып, бағдарламаны пысықтаңыз және 10 жұмыс күні ішінде қайта ұсыныңыз (15-тармақ). "
            "Шағым жасау тәртібі хатта көрсетілген.",
            ru="Прочитайте основания, доработайте программу и представьте её повторно в течение 10 рабочих дней "
            "(пункт 15). Порядок обжалования указан в письме.",
            en="Read the grounds, rework the program and resubmit it within 10 working days (p. 15). "
            "The letter says how to appeal.",
        ),
    ),
    Event.ADOPTED: Notice(
        title=Label(
            kk="Бағдарлама бекітілді: {customer}",
            ru="Программа утверждена: {customer}",
            en="A program is adopted: {customer}",
        ),
        text=Label(
            kk="{customer} {period} жылдарға арналған бағдарламаны {order_date} № {order_number} бұйрығымен бекітті.",
            ru="{customer}: программа на {period} годы утверждена приказом № {order_number} от {order_date}.",
            en="{customer} adopted its program for {period} by order No. {order_number} of {order_date}.",
        ),
        advice=Label(
            kk="Ештеңе талап етілмейді: бекітілген редакция бағдарламаның бетінде.",
            ru="Ничего не требуется: утверждённая редакция находится на странице программы.",
            en="Nothing is asked of you: the version adopted stands on the program's page.",
        ),
    ),
    Event.WITHDRAWN: Notice(
        title=Label(
            kk="Бағдарлама кері қайтарып алынды: {customer}",
            ru="Программа отозвана: {customer}",
            en="A program is withdrawn: {customer}",
        ),
        text=Label(
            kk="{customer} {period} жылдарға арналған бағдарламаны кері қайтарып алды.",
            ru="{customer}: программа на {period} годы отозвана.",
            en="{customer} withdrew its program for {period}.",
        ),
        advice=Label(
            kk="Қарау тоқтатылды, мерзім енді жүрмейді.",
            ru="Рассмотрение прекращено, срок больше не идёт.",
            en="The consideration has ended and no term runs any more.",
        ),
    ),
    Event.TARGETS_CHANGED: Notice(
        title=Label(
            kk="Сіз келіскен нысаналы индикаторлар өзгерді: {customer}",
            ru="Согласованные вами целевые индикаторы изменены: {customer}",
            en="Targets you agreed were changed: {customer}",
        ),
        text=Label(
            kk="{customer} сіз келіскен нысаналы индикаторларды өзгертті ({period} жылдар, {number}-редакция).",
            ru="{customer}: согласованные вами целевые индикаторы изменены ({period} годы, редакция {number}).",
            en="{customer} changed targets that you had agreed ({period}, version {number}).",
        ),
        advice=Label(
            kk="Редакциялар бағдарламаның бетінде салыстырылған.",
            ru="Редакции сопоставлены на странице программы.",
            en="The program's page compares the versions.",
        ),
        kind=NoticeKind.NEWS,
    ),
    Event.TERM_MOVED: Notice(
        title=Label(
            kk="Мерзім жылжытылды: {customer}",
            ru="Срок перенесён: {customer}",
            en="A term moved: {customer}",
        ),
        text=Label(
            kk="{period} жылдарға арналған бағдарлама бойынша мерзім күнтізбенің өзгеруіне байланысты жылжытылды: "
            "{before} → {due_on}.",
            ru="Срок по программе на {period} годы перенесён из-за изменения календаря: {before} → {due_on}.",
            en="A term of the program for {period} moved because the calendar changed: {before} → {due_on}.",
        ),
        advice=Label(
            kk="Күннің қалай есептелгені бағдарламаның бетінде көрсетілген.",
            ru="Как исчислена дата, показано на странице программы.",
            en="The program's page shows how the date was counted.",
        ),
    ),
}
