"""Is a loop found in every script, and is a long good reply left in peace?"""

from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.signals.repetitions import low_variety, repetition
from ftwidgets.signals.turns import Turn

DROPS = 0.6
"""At the standard weight of 0.5, a stronger repetition drops a row."""

LOOPS = [
    "the the the the",
    "Please check the manual. " * 5,
    "I am here. " * 5,
    "and then rinse well " * 6,
    "the store the the store store the the the store the the the store the",
    "Light scratches come off with whiting and a soft cloth " + "and rinse well " * 12,
    "\n".join(f"{n}. {('Germany', 'France')[n % 2]}" for n in range(1, 15)),
    "\n".join(["- your knives"] * 10),
    "我们会尽快处理您的订单。" * 5,
    "谢谢您谢谢您谢谢您谢谢您谢谢您",
    "ขอบคุณครับ" * 8,
    "お待ちください。" * 6,
]

GOOD = [
    "No, no, no: that was our mistake, and the second payment is on its way back.",
    "1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1",
    "2, 4, 8, 16, 32, 64, 128",
    "Row, row, row your boat, gently down the stream, merrily, merrily, life is fine.",
    "",
    "billing",
    "您好，配送员把包裹放在了小区东门的快递柜，取件码已重新发到您的手机。"
    "柜子免费保管到后天晚上十点，如果来不及取，可以在应用里延长一天。"
    "若包裹外箱有破损，请先拍照再签收，我们会为您安排补发，不需要您承担运费。",
    "พัสดุของคุณออกจากคลังเมื่อเช้านี้ และจะถึงบ้านคุณพรุ่งนี้ก่อนเที่ยง "
    "หากไม่มีคนอยู่บ้าน พนักงานจะฝากไว้กับเพื่อนบ้านชั้นล่าง",
]


def long_reply(words):
    """Text with the word frequencies of prose: every third word is a common one."""
    common = ("the", "of", "and", "to", "a", "in", "is", "it", "for", "on", "that")
    state, text = 7, []
    for position in range(words):
        state = (state * 1103515245 + 12345) % 2**31
        rare = "".join(chr(97 + (state >> shift) % 26) for shift in (4, 9, 14, 19))
        text.append(common[(state >> 16) % 11] if position % 3 == 0 else rare)
    return " ".join(text)


@pytest.mark.parametrize("reply", LOOPS)
def test_a_loop_is_strong_repetition(reply):
    assert repetition(Turn(reply)).strength > DROPS


@pytest.mark.parametrize("reply", GOOD)
def test_a_good_reply_does_not_repeat_itself(reply):
    assert repetition(Turn(reply)) is None


@pytest.mark.parametrize("words", [50, 500, 1500, 5000])
def test_length_alone_is_no_repetition(words):
    assert repetition(Turn(long_reply(words))) is None


def test_a_loop_at_the_end_of_a_long_reply_is_found_where_it_is():
    reply = long_reply(400) + " please wait a moment" * 6
    found = repetition(Turn(reply))
    assert found.strength == 1.0
    assert reply[found.start : found.end] == ("please wait a moment " * 5).strip()


def test_a_refrain_counts_only_a_little():
    refrain = "Oh Canada, oh Canada, our neighbours up there, we salute you today."
    words = long_reply(60).split()
    verses = [" ".join(words[start : start + 20]) for start in (0, 20, 40)]
    song = "\n".join(f"{verse}\n{refrain}" for verse in verses)
    assert 0 < repetition(Turn(song)).strength < DROPS / 2


def test_the_strength_grows_with_the_share_that_is_repeated():
    once = "My parcel came too late and the box was wet on all of its sides today"
    again = "so I would like to have my money back for it now"
    strengths = [
        repetition(Turn(f"{once} {again} {long_reply(rest)} {once} {again}")).strength
        for rest in (60, 40, 20, 1)
    ]
    assert strengths == sorted(set(strengths))


@given(st.lists(st.sampled_from("abcdef"), min_size=8, max_size=60))
def test_nothing_is_found_where_no_two_words_follow_each_other_twice(words):
    fresh = [word for word, _ in groupby(words)]
    pairs = set()
    for place, pair in enumerate(pairwise(fresh)):
        if pair in pairs:
            fresh = fresh[: place + 1]
            break
        pairs.add(pair)
    assert repetition(Turn(" ".join(fresh))) is None


@given(st.lists(st.sampled_from("abc"), min_size=3, max_size=6), st.integers(5, 9))
def test_any_phrase_said_five_times_is_found(phrase, times):
    found = repetition(Turn(" ".join(phrase * times)))
    assert found.strength > DROPS


def test_few_different_words_are_low_variety():
    assert low_variety(Turn("yes no " * 30)).strength == 1.0
    assert low_variety(Turn(long_reply(20))) is None


def test_variety_is_measured_in_windows_of_25_words_by_hand():
    window = " ".join(f"w{n}" for n in range(15)) + " same" * 10
    strength = low_variety(Turn(f"{window} {window}")).strength
    assert strength == pytest.approx((0.86 - 16 / 25) / 0.5)
