import pytest

from approvals.rules.refusal_grounds import RefusalGround, StatedGround, missing_reasoning, misstatements

UNDERSTATED, MISMATCHED, NO_SME = RefusalGround


def test_the_list_is_closed():
    assert [(ground.value, ground.section) for ground in RefusalGround] == [
        ("understated_targets", "table_2"),
        ("mismatched_contract_indicators", "table_3"),
        ("no_sme_activities", "table_4"),
    ]


@pytest.mark.parametrize(
    ("ground", "kk", "ru"),
    [
        (
            UNDERSTATED,
            "тауарларды сатып алудағы елішілік құндылық үлесі бойынша төмендетілген нысаналы индикаторлар",
            "заниженные целевые индикаторы по доле внутристрановой ценности в закупках товаров",
        ),
        (
            MISMATCHED,
            "өнеркәсіптік-инновациялық қызмет субъектілерінің өтінімдер санын негізге алғанда өнеркәсіпті дамытуға"
            " бағытталған шарттарды жоспарлау, жасасу жөніндегі сәйкес келмейтін индикаторлар",
            "несоответствующие индикаторы по планированию, заключению договоров, направленных на развитие"
            " промышленности, исходя из количества заявок субъектов промышленно-инновационной деятельности",
        ),
        (
            NO_SME,
            "шағын және орта кәсіпкерлікті дамыту жөніндегі іс-шаралардың болмауы",
            "отсутствие мероприятий по развитию малого и среднего предпринимательства",
        ),
    ],
)
def test_grounds_are_worded_as_in_the_rules(ground, kk, ru):
    assert (ground.label.kk, ground.label.ru) == (kk, ru)


@pytest.mark.parametrize(
    "stated",
    [
        [StatedGround(UNDERSTATED, "The share falls.", ["row"])],
        [StatedGround(MISMATCHED, "Seven applications, two contracts.", ["row", "another"])],
        [StatedGround(NO_SME, "Table 4 is empty.")],
        [StatedGround(NO_SME, "The activities are not for them.", ["row"]), StatedGround(UNDERSTATED, "Low.", ["row"])],
    ],
)
def test_a_reasoned_refusal_lacks_nothing(stated):
    assert missing_reasoning(stated) == []


@pytest.mark.parametrize(
    ("stated", "problems"),
    [
        ([], ["State at least one ground for refusal: the list in point 14 of the Rules is closed."]),
        (
            [StatedGround(UNDERSTATED, " \n", ["row"])],
            [f"Give the reasoning for the ground “{UNDERSTATED.label.en}”."],
        ),
        (
            [StatedGround(MISMATCHED, "Two against seven.")],
            [f"Name at least one row of Table 3 that the ground “{MISMATCHED.label.en}” concerns."],
        ),
        (
            [StatedGround(UNDERSTATED, "", []), StatedGround(NO_SME, "")],
            [
                f"Give the reasoning for the ground “{UNDERSTATED.label.en}”.",
                f"Name at least one row of Table 2 that the ground “{UNDERSTATED.label.en}” concerns.",
                f"Give the reasoning for the ground “{NO_SME.label.en}”.",
            ],
        ),
    ],
)
def test_what_a_refusal_lacks_is_named_ground_by_ground(stated, problems):
    assert [problem.en for problem in missing_reasoning(stated)] == problems


def test_a_problem_quotes_the_ground_in_its_own_language():
    (problem,) = missing_reasoning([StatedGround(NO_SME, "")])
    assert NO_SME.label.kk in problem.kk
    assert NO_SME.label.ru in problem.ru


@pytest.mark.parametrize(
    ("stated", "problems"),
    [
        ([], []),
        ([StatedGround(UNDERSTATED, "Low.", ["row", "another"]), StatedGround(NO_SME, "None.")], []),
        (
            [StatedGround(NO_SME, "None."), StatedGround(NO_SME, "None at all.")],
            [
                "The ground “absence of activities for the development of small and medium entrepreneurship” "
                "is stated twice."
            ],
        ),
        (
            [StatedGround(UNDERSTATED, "Low.", ["row", "lost"])],
            [
                "A row named for the ground “understated targets of the ICV share in purchases of goods” "
                "is not in the version considered."
            ],
        ),
    ],
)
def test_each_ground_stands_once_and_names_rows_of_the_version(stated, problems):
    assert [problem.en for problem in misstatements(stated, {"row", "another"})] == problems
