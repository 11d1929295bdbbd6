"""Which replies decline to help, and which only sound like it?"""

import pytest

from ftwidgets.signals.refusals import find_refusal

REFUSALS = """
I can't help with that
I can’t help with that.
I cannot assist with that request.
I CANNOT HELP WITH THAT.
I am unable to assist with that.
I'm sorry, but I can't
I'm sorry, but I can’t help with that.
Sorry, I won't be able to provide that information.
Sorry, I won't be able to provide medical advice.
As an AI language model, I don't have access to real-time data.
As an AI language model, I cannot feel pain.
I am an AI language model and cannot access current prices.
As a language model, I'm not able to do that.
Unfortunately, I am not able to fulfil this request.
Thank you for your question. Unfortunately, I'm unable to help with that.
I must respectfully decline.
I must decline to answer.
I'm afraid I can't do that.
We are unable to assist you with this request at this time.
I'm not comfortable discussing that.
This request cannot be fulfilled.
That's not something I can help with.
I don't have the ability to open links.
Sorry, that's against my guidelines.
It looks like I can't help with that.
Es tut mir leid, aber ich kann dir dabei nicht helfen.
Leider kann ich Ihnen bei dieser Anfrage nicht weiterhelfen.
Désolé, je ne peux pas vous aider avec cette demande.
Lo siento, no puedo ayudarte con eso.
很抱歉，我无法帮助您完成这个请求。
作为一个人工智能语言模型，我无法回答这个问题。
申し訳ありませんが、そのご要望にはお答えできません。
""".strip().splitlines()

ANSWERS = """
The film is about a terrorist.
I'm sorry for the delay, your refund is on its way.
I cannot recommend this phone enough.
I'm sorry to hear that. I have reset your password.
You can't combine two vouchers, but I can apply the larger one.
I can't see the parcel on our side yet, so I have opened a trace.
I can't find an order under that address. Could you send me its number?
I'm sorry, but we can't change the address once it has shipped. Your carrier's app can.
We are unable to refund opened software, but I can offer an exchange.
I'm unable to process refunds over chat, so I've asked billing to call you.
I can't help but notice that your card expired last week.
I'm sorry, but I'm unable to come into work today.
Unfortunately, I cannot determine the angle from two sides alone.
I can't help with that without your order number.
I won't be able to provide a delivery date until the carrier scans the parcel.
I cannot provide a refund after 30 days, the shop's credit is what remains.
I can't help with that here, but our billing team can.
I can't help with that order myself. I have passed it to the airline desk.
As an AI language model, I can plan the whole trip for you.
I am a language model trained by researchers.
The importance of renewable energy cannot be overstated.
The function cannot help because it returns undefined.
She said she can't help with that.
That's something I can help with!
It is possible for me to move it to Friday, not to Thursday.
Leider ist das Paket verspätet. Ich habe es heute neu verschickt.
Je suis désolé pour le retard, votre colis arrive demain.
Lo siento por la demora, su reembolso está en camino.
抱歉让您久等了，您的退款已经到账。
申し訳ありません、配送が遅れております。明日届きます。
""".strip().splitlines()

HELP = (
    "However, here is how you can go about it yourself. " + "Turn the key twice. " * 12
)


@pytest.mark.parametrize("reply", REFUSALS)
def test_declining_to_help_is_a_refusal(reply):
    assert find_refusal(reply) is not None


@pytest.mark.parametrize("reply", ANSWERS)
def test_being_sorry_or_unable_in_an_answer_is_no_refusal(reply):
    assert find_refusal(reply) is None


def test_the_evidence_is_the_sentence_that_declines():
    reply = "Good question! Sorry, I can’t help with that. Bye."
    found = find_refusal(reply)
    assert reply[found.start : found.end] == "Sorry, I can’t help with that."


def test_offsets_hold_where_lower_case_would_be_longer():
    reply = "İİİ! I can't help with that."
    found = find_refusal(reply)
    assert reply[found.start : found.end] == "I can't help with that."


def test_a_refusal_after_the_opening_sentences_is_left_alone():
    assert find_refusal("It was a fine day. " * 30 + "I can't help with that.") is None


def test_long_help_after_declining_is_noted():
    assert find_refusal(f"I'm sorry, but I can't do that. {HELP}").helps


def test_moralising_after_declining_is_no_help():
    sermon = "It is important to respect the law at all times and everywhere. " * 6
    assert not find_refusal(f"I'm sorry, but I can't do that. {sermon}").helps
