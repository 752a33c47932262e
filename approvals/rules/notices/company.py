"""Told inside the company before it submits: ready for signature, taken back, returned."""

from approvals.rules.notices.event import Event, Notice
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.notice_kinds import NoticeKind

OF_COMPANY: dict[Event, Notice] = {
    Event.READY: Notice(
        title=Label(
            kk="Бағдарлама қол қоюға дайын: {period} жылдар",
            ru="Программа готова к подписанию: {period} годы",
            en="The program is ready for signature: {period}",
        ),
        text=Label(
            kk="Әзірлеушілер {period} жылдарға арналған бағдарламаның мәтінін аяқтады. Қол қоюшы шешім қабылдағанша "
            "мәтін өзгертілмейді.",
            ru="Разработчики завершили текст программы на {period} годы. До решения подписанта текст не меняется.",
            en="The drafters have finished the text of the program for {period}. It does not change until the "
            "signatory has decided.",
        ),
        advice=Label(
            kk="Мәтінді оқып, бағдарламаны келісуге жіберіңіз немесе ескертпемен әзірлеушілерге қайтарыңыз.",
            ru="Прочитайте текст и направьте программу на согласование или верните её разработчикам с замечанием.",
            en="Read the text, then submit the program for agreement or return it to the drafters with a note.",
        ),
        kind=NoticeKind.NEWS,
    ),
    Event.READY_TAKEN_BACK: Notice(
        title=Label(
            kk="Бағдарлама қол қоюдан кері алынды: {period} жылдар",
            ru="Программа снята с подписания: {period} годы",
            en="The program is no longer ready for signature: {period}",
        ),
        text=Label(
            kk="Әзірлеушілер {period} жылдарға арналған бағдарламаны қол қоюдан кері алды: мәтіні әлі толықтырылады.",
            ru="Разработчики сняли программу на {period} годы с подписания: текст ещё дорабатывается.",
            en="The drafters took the program for {period} back before it was signed: they go on writing its text.",
        ),
        advice=Label(
            kk="Сізден әзірге ештеңе талап етілмейді. Мәтін дайын болғанда хабарлама келеді.",
            ru="От вас пока ничего не требуется. Когда текст будет готов, придёт уведомление.",
            en="Nothing is asked of you now. A notice comes when the text is ready.",
        ),
        kind=NoticeKind.NEWS,
    ),
    Event.RETURNED: Notice(
        title=Label(
            kk="Қол қоюшы бағдарламаны қайтарды: {period} жылдар",
            ru="Подписант вернул программу: {period} годы",
            en="The signatory returned the program: {period}",
        ),
        text=Label(
            kk="{period} жылдарға арналған бағдарлама қол қойылмай қайтарылды. Қол қоюшының ескертпесі: {note}",
            ru="Программа на {period} годы возвращена без подписания. Замечание подписанта: {note}",
            en="The program for {period} was returned unsigned. The signatory's note: {note}",
        ),
        advice=Label(
            kk="Мәтінді түзетіп, бағдарлама қол қоюға дайын екенін қайта белгілеңіз.",
            ru="Исправьте текст и снова отметьте, что программа готова к подписанию.",
            en="Correct the text, then say again that the program is ready for signature.",
        ),
        kind=NoticeKind.NEWS,
    ),
}
