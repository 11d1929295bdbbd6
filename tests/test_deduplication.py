"""Of every group the best row stays, and each drop names a kept row like it."""

import copy
import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.deduplication import Conflict, Drop, deduplicate, rate_curve
from ftwidgets.examples import chat, fingerprint

LABELS = ("card", "delivery")
CHAIN = ["a b c d e f g h i", "a b c d e f g h i j k", "c d e f g h i j k"]  # A~B~C


def user(text, **beside):
    return chat(("user", text), **beside)


def said(text):
    """The reference: a set of words, or the raw text where there are none."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return frozenset(re.findall(r"\w+", plain)) or text


def jaccard(one, other):
    if isinstance(one, str) or isinstance(other, str):
        return float(one == other)
    return len(one & other) / len(one | other)


def text_of(row, roles):
    return "\n".join(m["content"] for m in row["messages"] if m["role"] in roles)


def label_of(row):
    """The last answer without case and extra spaces; a sentence is no label."""
    answers = [m["content"] for m in row["messages"] if m["role"] == "assistant"]
    label = " ".join(answers[-1].casefold().split()) if answers else ""
    return label if label and not label.endswith(".") else None


def brute_force(rows, threshold, roles, order, labelled=False):
    """Kept, dropped, clusters and conflicts by comparing all rows with all others."""
    texts = [said(text_of(row, roles)) for row in rows]
    asked = [said(text_of(row, ("user",))) for row in rows]
    everyone = range(len(rows))

    def contradict(i, j):
        labels = {label_of(rows[i]), label_of(rows[j])}
        differ = labelled and len(labels) == 2 and None not in labels
        return differ and jaccard(asked[i], asked[j]) >= threshold

    kept, dropped, conflicts = [], [], []
    for row in order:
        near = [
            (jaccard(texts[row], texts[k]), k) for k in kept if not contradict(row, k)
        ]
        near = [(similarity, k) for similarity, k in near if similarity >= threshold]
        if near:  # max() takes the first of equals: the earliest visited
            similarity, partner = max(near, key=lambda pair: pair[0])
            dropped.append(Drop(row, partner, similarity))
        else:
            kept.append(row)
    for row in everyone:
        against = [
            (jaccard(asked[row], asked[k]), k) for k in range(row) if contradict(row, k)
        ]
        if against:
            similarity, partner = max(against, key=lambda pair: pair[0])
            conflicts.append(Conflict(row, partner, similarity))
    cluster = list(everyone)
    for i in everyone:
        for j in range(i):
            if jaccard(texts[i], texts[j]) >= threshold:
                cluster = [cluster[j] if c == cluster[i] else c for c in cluster]
    groups = [[r for r in everyone if cluster[r] == c] for c in dict.fromkeys(cluster)]
    return (
        sorted(kept),
        sorted(dropped, key=lambda drop: drop.row),
        [group for group in groups if len(group) > 1],
        conflicts,
    )


def parts(found):
    return found.kept, found.dropped, found.clusters, found.conflicts


def best_first(rows, scores):
    return sorted(range(len(rows)), key=lambda r: (-scores[r], fingerprint(rows[r]), r))


WORDS = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=7).map(" ".join)
TEXTS = st.one_of(WORDS, WORDS, WORDS.map(str.upper), st.sampled_from(["!", "?", "a!"]))
ROWS = st.lists(
    st.builds(
        lambda asked, answer: chat(("user", asked), ("assistant", answer)),
        TEXTS,
        st.sampled_from(["card", "Card", "delivery", "a b", "a c", "A card."]),
    ),
    max_size=12,
)
THRESHOLDS = st.sampled_from([0.25, 0.4, 0.5, 0.6, 2 / 3, 0.75, 0.8, 1.0])
ROLES = st.sampled_from([("user",), ("assistant",), ("user", "assistant")])


@given(ROWS, THRESHOLDS, ROLES, st.booleans())
def test_first_come_is_as_brute_force_has_it(rows, threshold, roles, labelled):
    found = deduplicate(
        rows, threshold, roles, "first", labels=LABELS if labelled else None
    )
    order = range(len(rows))
    assert parts(found) == brute_force(rows, threshold, roles, order, labelled)


@given(ROWS, THRESHOLDS, ROLES, st.booleans(), st.data())
def test_best_first_is_as_brute_force_has_it(rows, threshold, roles, labelled, data):
    values = st.sampled_from([0.0, 0.5, 0.7, 1.0])
    scores = data.draw(
        st.lists(values, min_size=len(rows), max_size=len(rows)), label="scores"
    )
    labels = LABELS if labelled else None
    found = deduplicate(rows, threshold, roles, scores=scores, labels=labels)
    order = best_first(rows, scores)
    assert parts(found) == brute_force(rows, threshold, roles, order, labelled)


def planted_rows(rows, seed):
    """Zipf text with exact, case and edited copies, a sixth of it one equal text."""
    chance = random.Random(seed)
    known = [f"w{k}" for k in range(500)]
    weights = [1 / (k + 5) for k in range(500)]
    texts = []
    for _ in range(rows):
        kind = chance.choice(["new", "new", "same", "equal", "case", "edit"])
        if kind == "new" or not texts:
            text = " ".join(chance.choices(known, weights, k=chance.randint(3, 30)))
        elif kind == "same":
            text = "the one text that everybody sends"
        else:
            text = chance.choice(texts)
        if kind == "case":
            text = text.upper() + "!"
        if kind == "edit":
            text = " ".join([*text.split()[1:], chance.choice(known)])
        texts.append(text)
    return [
        chat(("user", text), ("assistant", chance.choice(["card", "delivery"])))
        for text in texts
    ]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("threshold", [0.5, 0.8, 0.9])
@pytest.mark.parametrize("labelled", [False, True])
def test_planted_copies_are_as_brute_force_has_them(seed, threshold, labelled):
    rows = planted_rows(250, seed)
    scores = [random.Random(k).choice([0.4, 0.8, 1.0]) for k in range(len(rows))]
    labels = LABELS if labelled else None
    roles = ("user", "assistant")
    found = deduplicate(rows, threshold, scores=scores, labels=labels)
    order = best_first(rows, scores)
    assert parts(found) == brute_force(rows, threshold, roles, order, labelled)
    assert found.dropped
    assert bool(found.conflicts) == labelled


@given(ROWS, THRESHOLDS, st.data())
def test_every_row_is_kept_once_or_dropped_once(rows, threshold, data):
    scores = data.draw(
        st.lists(st.floats(0, 1), min_size=len(rows), max_size=len(rows))
    )
    before = copy.deepcopy(rows)
    found = deduplicate(rows, threshold, scores=scores, labels=LABELS)
    everyone = [*found.kept, *(drop.row for drop in found.dropped)]
    assert sorted(everyone) == list(range(len(rows)))
    assert {drop.partner for drop in found.dropped} <= set(found.kept)
    assert found.examples == [rows[row] for row in found.kept]
    assert found.rate == (len(found.dropped) / len(rows) if rows else 0.0)
    assert rows == before


@given(ROWS, THRESHOLDS, st.randoms())
def test_the_best_row_stays_however_rows_are_shuffled(rows, threshold, chance):
    scored = [(row, chance.choice([0.2, 0.9])) for row in rows]
    scored = list({fingerprint(row): (row, s) for row, s in scored}.values())
    shuffled = chance.sample(scored, len(scored))

    def kept(pairs):
        found = deduplicate(
            [row for row, _ in pairs], threshold, scores=[s for _, s in pairs]
        )
        return sorted(fingerprint(row) for row in found.examples)

    assert kept(scored) == kept(shuffled)


def test_the_first_row_stays_only_while_it_is_first():
    rows = [user("Where is my card"), user("where is my card?")]
    assert deduplicate(rows, keep="first").examples == rows[:1]
    assert deduplicate(rows[::-1], keep="first").examples == rows[1:]


def test_a_chain_is_one_cluster_but_its_ends_both_stay():
    rows = [user(text) for text in CHAIN]
    found = deduplicate(rows, keep="first")  # 9 of 11 words; the ends share 7 of 11
    assert found.clusters == [[0, 1, 2]]
    assert found.kept == [0, 2]
    assert found.dropped == [Drop(1, 0, 9 / 11)]


def test_the_best_of_a_chain_may_be_its_middle():
    found = deduplicate([user(text) for text in CHAIN], scores=[0.8, 1.0, 0.8])
    assert found.kept == [1]
    assert found.dropped == [Drop(0, 1, 9 / 11), Drop(2, 1, 9 / 11)]


def test_the_partner_is_the_most_similar_row_kept_before():
    rows = [user("a b c d e f"), user("c d e f g h"), user("c d e f g h i")]
    found = deduplicate(rows, 0.4, keep="first")
    assert found.dropped == [Drop(1, 0, 0.5), Drop(2, 0, 4 / 9)]
    found = deduplicate(rows, 0.55, keep="first")
    assert found.dropped == [Drop(2, 1, 6 / 7)]


def test_an_equal_row_visited_later_may_have_a_nearer_partner():
    near, middle, far = "a b c d e f g h", "b c d e f g h i j", "c d e f g h i j k"
    rows = [user(near), user(middle), user(far), user(middle)]
    found = deduplicate(rows, 0.7, keep="first")
    assert found.kept == [0, 2]
    assert found.dropped == [Drop(1, 0, 7 / 10), Drop(3, 2, 8 / 10)]


def test_equal_scores_are_decided_by_fingerprint():
    rows = [user(text) for text in ("my card", "My card", "MY card", "My Card")]
    found = deduplicate(rows, scores=[1.0] * 4)
    assert found.examples == [min(rows, key=fingerprint)]


def test_the_score_is_judged_when_none_is_given():
    refusal = chat(
        ("user", "the words of one"),
        ("assistant", "I'm sorry, I cannot help with that."),
    )
    answer = chat(
        ("user", "the words of one help with that cannot i i m sorry"),
        ("assistant", "I can do that, as follows."),
    )
    pytest.importorskip("ftwidgets.scoring")
    assert deduplicate([refusal, answer], 0.5).examples == [answer]


def test_a_system_prompt_shared_by_all_rows_changes_nothing():
    prompt = ("system", " ".join(f"rule{k}" for k in range(60)))
    rows = planted_rows(120, seed=5)
    prompted = [
        {"messages": [chat(prompt)["messages"][0], *row["messages"]]} for row in rows
    ]
    without = deduplicate(rows, keep="first")
    assert parts(deduplicate(prompted, keep="first")) == parts(without)
    assert without.dropped


def test_key_order_and_other_keys_change_nothing():
    rows = [
        {"id": 1, "messages": [{"role": "user", "content": "Where is it?"}]},
        {"messages": [{"content": "Where is it?", "role": "user"}], "id": 2},
    ]
    assert deduplicate(rows, keep="first").dropped == [Drop(1, 0, 1.0)]


def test_only_the_chosen_roles_are_compared():
    rows = [
        chat(("user", "one two"), ("assistant", "same words here")),
        chat(("user", "three four"), ("assistant", "same words here")),
    ]
    assert deduplicate(rows, keep="first").dropped == []
    found = deduplicate(rows, roles=["assistant"], keep="first")
    assert found.dropped == [Drop(1, 0, 1.0)]


def test_rows_without_words_equal_only_themselves():
    rows = [user("!!!"), user("???"), user("!!!"), user("word")]
    assert deduplicate(rows, 0.01, keep="first").dropped == [Drop(2, 0, 1.0)]


def test_rows_in_which_nobody_speaks_equal_only_the_same_messages():
    def picture(url):
        part = {"type": "image_url", "image_url": {"url": url}}
        return {"messages": [{"role": "user", "content": [part]}]}

    rows = [picture("a.png"), picture("b.png"), picture("a.png")]
    assert deduplicate(rows, 0.01, keep="first").dropped == [Drop(2, 0, 1.0)]


@pytest.mark.parametrize(
    "row",
    [
        None,
        7,
        "text",
        [],
        {},
        {"messages": None},
        {"messages": "hi"},
        {"messages": [3]},
        {"messages": [{"role": None, "content": None}]},
        {"messages": [{"role": ["user"]}]},
        {"messages": [{"role": "user", "content": "\ud800"}]},
    ],
)
@pytest.mark.parametrize("labels", [None, LABELS])
def test_a_malformed_row_is_a_row_like_others(row, labels):
    found = deduplicate([row, user("hi there"), row], keep="first", labels=labels)
    assert found.kept == [0, 1]
    assert found.dropped == [Drop(2, 0, 1.0)]


def test_one_text_with_two_labels_is_a_conflict_and_stays():
    rows = [
        chat(("user", "My card has not come yet"), ("assistant", "card")),
        chat(("user", "my card has not come yet!"), ("assistant", "delivery")),
    ]
    found = deduplicate(rows, keep="first", labels=LABELS)
    assert found.dropped == []
    assert found.conflicts == [Conflict(1, 0, 1.0)]


def test_without_labels_two_answers_to_one_text_are_no_conflict():
    rows = [
        chat(("user", "a b c d e f g h i"), ("assistant", "card")),
        chat(("user", "a b c d e f g h i"), ("assistant", "delivery")),
    ]
    found = deduplicate(rows, keep="first")
    assert found.conflicts == []
    assert found.dropped == [Drop(1, 0, 9 / 11)]


def test_a_row_in_conflict_may_repeat_a_row_of_its_own_label():
    asked = "my card has not come yet"
    answers = ["card", "delivery", " Delivery", "delivery", "card"]
    rows = [chat(("user", asked), ("assistant", answer)) for answer in answers]
    found = deduplicate(rows, keep="first", labels=LABELS)
    assert found.kept == [0, 1]
    assert found.dropped == [Drop(2, 1, 1.0), Drop(3, 1, 1.0), Drop(4, 0, 1.0)]
    against = [(conflict.row, conflict.partner) for conflict in found.conflicts]
    assert against == [(1, 0), (2, 0), (3, 0), (4, 1)]


def test_a_sentence_contradicts_no_label_unless_the_task_lists_it():
    asked = "my card has not come yet"
    answers = ["card", "It is on its way."]
    rows = [chat(("user", asked), ("assistant", answer)) for answer in answers]
    assert deduplicate(rows, keep="first", labels=["card"]).conflicts == []
    listed = deduplicate(rows, keep="first", labels=["card", "it is  on its way."])
    assert listed.conflicts == [Conflict(1, 0, 1.0)]


def test_a_swap_of_words_between_user_and_label_is_a_conflict_too():
    rows = [
        chat(("user", "card and delivery"), ("assistant", "card")),
        chat(("user", "delivery and card"), ("assistant", "delivery")),
    ]
    found = deduplicate(rows, keep="first", labels=LABELS)
    assert found.kept == [0, 1]
    assert found.conflicts == [Conflict(1, 0, 1.0)]


def test_pictures_with_different_labels_do_not_contradict_each_other():
    rows = [
        {"messages": [{"role": "user", "content": [{"type": "image_url"}]}, answer]}
        for answer in ({"role": "assistant", "content": label} for label in LABELS)
    ]
    assert deduplicate(rows, keep="first", labels=LABELS).conflicts == []


def test_many_equal_rows_are_one_node():
    rows = [user("the one text that everybody sends")] * 18_000
    rows += [user(f"a{k} b{k} c{k}") for k in range(2_000)]
    found = deduplicate(rows, keep="first")
    assert found.kept == [0, *range(18_000, 20_000)]
    assert found.clusters == [list(range(18_000))]
    assert found.rate == 17_999 / 20_000


def test_minhash_drops_only_for_real_partners_and_says_it_may_miss_some():
    rows = planted_rows(300, seed=8)
    exact = deduplicate(rows, keep="first")
    found = deduplicate(rows, keep="first", method="minhash")
    assert (exact.exact, found.exact) == (True, False)
    assert found.dropped
    for drop in found.dropped:
        texts = [
            said(text_of(rows[r], ("user", "assistant")))
            for r in (drop.row, drop.partner)
        ]
        assert drop.similarity == jaccard(*texts) >= 0.8


@given(ROWS, st.lists(THRESHOLDS, max_size=5), ROLES, st.booleans(), st.data())
def test_the_curve_has_the_rate_of_each_threshold(
    rows, thresholds, roles, labelled, data
):
    scores = data.draw(
        st.lists(st.sampled_from([0.1, 0.9]), min_size=len(rows), max_size=len(rows))
    )
    given_ = {"roles": roles, "scores": scores, "labels": LABELS if labelled else None}
    assert rate_curve(rows, thresholds, **given_) == [
        (threshold, deduplicate(rows, threshold, **given_).rate)
        for threshold in thresholds
    ]


def pinned_of(rows, data):
    rows = range(len(rows))
    return data.draw(st.sets(st.sampled_from(rows)), label="pinned") if rows else set()


def brute_force_pinned(rows, threshold, order, pinned, labelled):
    """Pinned rows first, and none of them falls; all others as ever."""
    texts = [said(text_of(row, ("user", "assistant"))) for row in rows]
    asked = [said(text_of(row, ("user",))) for row in rows]
    kept, dropped = [], []
    for row in sorted(order, key=lambda each: each not in pinned):
        near = []
        for k in kept:
            labels = {label_of(rows[row]), label_of(rows[k])}
            differ = labelled and len(labels) == 2 and None not in labels
            clash = differ and jaccard(asked[row], asked[k]) >= threshold
            if not clash and jaccard(texts[row], texts[k]) >= threshold:
                near.append((jaccard(texts[row], texts[k]), k))
        if near and row not in pinned:
            similarity, partner = max(near, key=lambda pair: pair[0])
            dropped.append(Drop(row, partner, similarity))
        else:
            kept.append(row)
    return sorted(kept), sorted(dropped, key=lambda drop: drop.row)


@given(ROWS, THRESHOLDS, st.booleans(), st.booleans(), st.data())
def test_pinned_rows_stay_and_all_others_as_brute_force_has_it(
    rows, threshold, is_first, labelled, data
):
    pinned = pinned_of(rows, data)
    values = st.sampled_from([0.0, 0.5, 1.0])
    scores = data.draw(st.lists(values, min_size=len(rows), max_size=len(rows)))
    order = range(len(rows)) if is_first else best_first(rows, scores)
    given_ = {"scores": scores, "labels": LABELS if labelled else None}
    keep = "first" if is_first else "best"
    found = deduplicate(rows, threshold, keep=keep, pinned=pinned, **given_)
    expected = brute_force_pinned(rows, threshold, order, pinned, labelled)
    assert (found.kept, found.dropped) == expected
    assert pinned <= set(found.kept)
    assert len(found.kept) + len(found.dropped) == len(rows)
    (curve,) = rate_curve(rows, [threshold], keep=keep, pinned=pinned, **given_)
    assert curve == (threshold, pytest.approx(found.rate))


@given(ROWS, THRESHOLDS, st.booleans())
def test_without_pins_nothing_changes(rows, threshold, labelled):
    labels = LABELS if labelled else None
    plain = deduplicate(rows, threshold, labels=labels)
    assert deduplicate(rows, threshold, labels=labels, pinned=[]) == plain


def test_two_pinned_copies_stay_and_a_third_falls_for_the_more_similar_one():
    rows = [user("a b c d"), user("a b c d e"), user("A B C D E!"), user("a b c d")]
    found = deduplicate(rows, 0.75, keep="first", pinned=[1, 3])
    assert found.kept == [1, 3]
    assert found.dropped == [Drop(0, 3, 1.0), Drop(2, 1, 1.0)]


def test_no_rows_have_a_rate_of_zero():
    found = deduplicate([], labels=LABELS)
    assert parts(found) == ([], [], [], [])
    assert found.rate == 0.0
    assert rate_curve([], [0.5, 0.8]) == [(0.5, 0.0), (0.8, 0.0)]


def test_examples_may_come_one_at_a_time():
    rows = [user("a b c"), user("A b c")]
    assert deduplicate(iter(rows), keep="first").examples == rows[:1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"threshold": 0}, "threshold is 0; use a similarity above 0 and at most 1"),
        ({"threshold": "high"}, "threshold is 'high'"),
        (
            {"roles": "user"},
            "roles is 'user'; use a list of one or more of system, developer",
        ),
        ({"roles": ()}, r"roles is \(\)"),
        ({"roles": ("human",)}, r"roles is \('human',\)"),
        ({"keep": "last"}, "keep is 'last'; use 'best' or 'first'"),
        ({"scores": [1.0]}, "scores has 1 value for 2 rows; give one a row"),
        ({"scores": [1.0, float("nan")]}, "scores holds NaN"),
        ({"labels": "card"}, "labels is 'card'; use a list"),
        ({"pinned": [0, 2]}, "pinned names row 2 of 2 rows; count from 0"),
        ({"method": "fast"}, "method is 'fast'"),
    ],
)
def test_a_bad_argument_is_named_with_what_is_allowed(arguments, message):
    rows = [user("a"), user("b")]
    with pytest.raises(ValueError, match=message):
        deduplicate(rows, **{"scores": [1, 1], **arguments})
    threshold = arguments.pop("threshold", 0.8)
    with pytest.raises(ValueError, match=message):
        rate_curve(rows, [threshold], **{"scores": [1, 1], **arguments})


def test_the_name_of_a_result_is_one_line_of_counts():
    found = deduplicate([user("a b"), user("A b"), user("c")], keep="first")
    assert repr(found) == (
        "Duplicates(kept=2, dropped=1, clusters=1, conflicts=0, threshold=0.8)"
    )
