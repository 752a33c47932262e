"""How letters name a person."""

import pytest

from approvals.rules.letters.facts import surname_and_initials


@pytest.mark.parametrize(
    ("full_name", "short"),
    [
        ("Сейітова Айгүл Маратқызы", "Сейітова А. М."),
        ("Петренко Андрей Васильевич", "Петренко А. В."),
        ("Өтеген Гаухар", "Өтеген Г."),
        ("Есен Бекзат Нұрлан ұлы", "Есен Б. Н."),
        ("Әлиева Сәуле Қайрат қызы", "Әлиева С. Қ."),
        ("Римский-Корсаков Пётр Ильич", "Римский-Корсаков П. И."),
        ("ахметов  ермек", "ахметов Е."),
        ("Абай", "Абай"),
        ("", ""),
    ],
)
def test_surname_and_initials(full_name: str, short: str):
    assert surname_and_initials(full_name) == short
