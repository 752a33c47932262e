import pickle

import pytest

from icv_portal.accounts.rules.labels import Label, Labelled

ROW = Label(kk="{row}-жол", ru="строка {row}", en="row {row}")


@pytest.mark.parametrize(
    ("code", "text"), [("kk", "{row}-жол"), ("ru", "строка {row}"), ("en", "row {row}"), ("de", "{row}-жол")]
)
def test_an_unknown_language_falls_back_to_kazakh(code, text):
    assert ROW.in_language(code) == text


def test_places_are_filled_in_every_language():
    assert ROW.format(row=7) == Label(kk="7-жол", ru="строка 7", en="row 7")


def test_a_label_in_a_place_is_taken_in_the_same_language():
    inner = Label(kk="бір", ru="один", en="one")
    assert ROW.format(row=inner) == Label(kk="бір-жол", ru="строка один", en="row one")


def test_what_is_filled_in_is_not_read_as_a_place():
    assert ROW.format(row="{x}").en == "row {x}"


def test_a_labelled_code_is_a_string_with_a_label():
    assert Shape("round") is Shape.ROUND
    assert Shape.ROUND == "round"
    assert f"{Shape.ROUND}" == "round"
    assert Shape.ROUND.label.en == "Round"
    assert pickle.loads(pickle.dumps(Shape.ROUND)) is Shape.ROUND


def test_a_code_without_its_label_is_refused():
    with pytest.raises(ValueError, match="not enough values"):

        class Unlabelled(Labelled):
            BARE = "bare"


class Shape(Labelled):
    ROUND = "round", Label(kk="Дөңгелек", ru="Круглый", en="Round")
