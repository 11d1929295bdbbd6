"""Is Axolotl's train flag the weight of a turn, both ways?"""

from formats.reading import ANSWER, QUESTION, THANKS, examples_of, records_of, written


def test_train_becomes_weight_and_back():
    (record,), (example,) = records_of("axolotl"), examples_of("axolotl")
    weights = [turn.get("weight") for turn in example["messages"]]
    assert weights == [None, 0, None, 1]
    assert written("axolotl", example) == (record, [])


def test_a_conversation_without_weights_is_written_as_it_is():
    example = {"messages": [QUESTION, ANSWER, *THANKS], "id": 7}
    assert written("axolotl", example) == (example, [])
