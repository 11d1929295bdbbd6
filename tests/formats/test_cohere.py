"""Are Cohere's roles read?"""

from formats.reading import ANSWER, QUESTION, SYSTEM, examples_of, reading


def test_system_user_and_chatbot_become_the_usual_roles():
    assert examples_of("cohere") == [{"messages": [SYSTEM, QUESTION, ANSWER]}]


def test_a_role_cohere_does_not_know_is_left_to_validation():
    turns = [{"role": "Boss", "content": "Hi"}, {"role": "Chatbot", "content": "Hello"}]
    assert reading({"messages": turns}).example["messages"][0]["role"] == "Boss"
