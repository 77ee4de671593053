from __future__ import annotations

from talkwatch.extract.training.sticking import Rows, alike, fitted, logistic, same

SEEN = ({"bias": 1.0, "demand": 1.0}, True)
UNSEEN = ({"bias": 1.0, "travel": 1.0}, False)


def test_a_sign_of_what_is_right_weighs_more_than_one_of_what_is_wrong() -> None:
    weights = logistic([SEEN, SEEN, UNSEEN, UNSEEN], 1.0)

    assert weights["demand"] > 0 > weights["travel"]


def test_the_order_in_which_signs_were_found_does_not_change_a_bit() -> None:
    turned = ({"demand": 1.0, "bias": 1.0}, True)

    assert logistic([SEEN, UNSEEN], 1.0) == logistic([turned, UNSEEN], 1.0)


def test_what_a_set_of_other_texts_has_of_its_own_is_not_shipped() -> None:
    model = fitted([("", [Rows((SEEN, UNSEEN), ())]), ("set:0", [Rows((SEEN,), ())])])

    assert set(model["evidence"]) == {"bias", "demand", "travel"}


def test_a_sentence_of_a_dense_text_counts_less() -> None:
    told = ({"bias": 1.0, "demand": 1.0}, True)
    whole = fitted([("", [Rows((SEEN, UNSEEN, told), ())])])
    less = fitted([("", [Rows((SEEN, UNSEEN), ())])], [("", [Rows((told,), ())])])

    assert 0 < less["evidence"]["demand"] < whole["evidence"]["demand"]


def test_a_sentence_is_its_evidence_with_a_word_more_and_an_actor_its_name_with_a_title() -> None:
    assert alike("Norland wants the lake back now", "Norland wants the lake back")
    assert not alike("Norland wants the lake back", "Sudland sold three old ships")
    assert same("Northern Dockers Guild", "dockers guild")
    assert not same("Norland", "Sudland")
