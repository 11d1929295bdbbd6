"""Do our raw tickets hold what their truth says, and do they read as different people?

Everything is read here with the standard library alone, never with ftwidgets: the
data judge the product, so the product may not judge the data.
"""

import doctest
import hashlib
import importlib
import itertools
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
NAMES = ("raw_tickets.jsonl", "raw_tickets.planted.json")
COPIES = {
    "exact_copy",
    "case_copy",
    "punctuation_copy",
    "word_order_copy",
    "near_copy",
    "leaked_test_row",
}
LEVELS = {None, "load", "validation", "scoring", "deduplication"}
LABELS = {"account", "billing", "delivery", "product", "returns", "technical"}
LESSON_PATTERNS = (
    "i cannot",
    "i'm sorry",
    "as an ai",
    "i don't have",
    "error",
    "undefined",
)
CJK = "\u3040-\u30ff\u4e00-\u9fff"
WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")


@pytest.fixture(scope="module")
def lines():
    return (DATA / NAMES[0]).read_bytes().decode("utf-8").split("\n")


@pytest.fixture(scope="module")
def truth():
    return json.loads((DATA / NAMES[1]).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def of_kind(truth):
    kinds = defaultdict(list)
    for row in truth["rows"]:
        kinds[row["kind"]].append(row)
    return kinds


@pytest.fixture(scope="module")
def turns(lines, truth):
    """Speaker and text of each turn by row, for every record that is an object."""
    found = {}
    for row in truth["rows"]:
        record = parsed(lines[row["line"] - 1])
        if isinstance(record, dict):
            found[row["row"]] = turns_of(record)
    return found


@pytest.fixture(scope="module")
def rows(truth, turns):
    """Truth of the records that are objects."""
    return [row for row in truth["rows"] if row["row"] in turns]


def parsed(line):
    try:
        return json.loads(line)
    except ValueError:
        return None


def turns_of(record):
    if "conversations" in record:
        speakers = {"human": "user", "gpt": "assistant", "system": "system"}
        return [(speakers[t["from"]], t["value"]) for t in record["conversations"]]
    if "messages" in record:
        return [(t["role"], text_of(t.get("content"))) for t in record["messages"]]
    if "instruction" in record:
        asked = f"{record['instruction']}\n{record['input']}".strip()
        return [("user", asked), ("assistant", record["output"])]
    if "prompt" in record:
        return [("user", record["prompt"]), ("assistant", record["completion"])]
    reply = record["category"] if "category" in record else record["label"]
    return [("user", record["text"]), ("assistant", reply)]


def text_of(content):
    if isinstance(content, list):
        return "\n".join(part["text"] for part in content)
    return content or ""


def said(turns, *roles):
    return "\n".join(text for role, text in turns if role in roles)


def both(turns):
    return said(turns, "user", "assistant")


def words(text):
    return WORD.findall(text.casefold())


def jaccard(one, two):
    one, two = set(words(one)), set(words(two))
    return len(one & two) / len(one | two)


def trigrams(text):
    run = words(text)
    return set(zip(run, run[1:], run[2:], strict=False))


def shares_half(one, two):
    return 2 * len(one & two) >= max(1, min(len(one), len(two)))


def last_reply(turns):
    return [text for role, text in turns if role == "assistant"][-1]


# The file and its truth


def run_make(*arguments):
    command = [sys.executable, DATA / "make_raw_tickets.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_making_the_files_again_gives_the_same_bytes(tmp_path):
    assert run_make("--folder", tmp_path).returncode == 0
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()


def test_check_tells_a_changed_file_from_an_unchanged_one(tmp_path):
    assert run_make("--folder", tmp_path).returncode == 0
    assert run_make("--check", "--folder", tmp_path).returncode == 0
    with (tmp_path / NAMES[0]).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert run_make("--check", "--folder", tmp_path).returncode == 1


@pytest.mark.parametrize("name", ["ticket_defects", "ticket_texts"])
def test_examples_in_the_docstrings_run(name, monkeypatch):
    monkeypatch.syspath_prepend(str(DATA))
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0


def test_the_truth_belongs_to_this_file(truth):
    data = (DATA / truth["file"]).read_bytes()
    assert truth["sha256"] == hashlib.sha256(data).hexdigest()


def test_there_are_about_600_rows(truth):
    assert 580 <= len(truth["rows"]) <= 640


def test_every_physical_line_is_a_row_or_a_listed_blank(lines, truth):
    assert lines[-1] == ""
    at = [row["line"] for row in truth["rows"]]
    assert sorted(at + truth["blank_lines"]) == list(range(1, len(lines)))
    assert all(lines[line - 1] == "" for line in truth["blank_lines"])
    assert all(lines[line - 1] for line in at)
    assert at == sorted(at)
    assert [row["row"] for row in truth["rows"]] == list(range(len(at)))
    assert len(truth["blank_lines"]) >= 10


def test_every_kind_is_explained_and_has_at_least_10_rows(truth, of_kind):
    assert set(of_kind) == set(truth["kinds"])
    assert sum(about["level"] is not None for about in truth["kinds"].values()) >= 25
    for kind, about in truth["kinds"].items():
        assert len(of_kind[kind]) == about["rows"] >= 10
        assert about["meaning"].endswith(".")
        assert about["level"] in LEVELS
        assert about["expect"] in ("keep", "warn", "reject", "drop")
        for row in of_kind[kind]:
            assert (row["level"], row["expect"]) == (about["level"], about["expect"])


def test_several_formats_are_mixed(lines):
    shapes = Counter(
        tuple(record) for record in map(parsed, lines) if isinstance(record, dict)
    )
    for keys in (
        ("messages",),
        ("messages", "split"),
        ("messages", "tools"),
        ("prompt", "completion"),
        ("instruction", "input", "output"),
        ("conversations",),
        ("text", "category"),
        ("text", "label"),
    ):
        assert shapes[keys] >= 4, keys


def test_some_replies_are_weighted_and_some_contents_are_parts(lines):
    messages = [
        message
        for record in map(parsed, lines)
        if isinstance(record, dict)
        for message in record.get("messages", [])
    ]
    weights = Counter(repr(message.get("weight")) for message in messages)
    assert weights["0"] >= 3
    assert weights["1"] >= 3
    assert sum(isinstance(m.get("content"), list) for m in messages) >= 4


# The texts


def test_no_two_rows_share_half_of_their_3_grams_unless_one_is_a_planted_copy(
    lines, truth, turns
):
    own = [row for row in truth["rows"] if row["kind"] not in COPIES]
    assert len(own) > 500
    for roles in (("user", "customer"), ("user", "customer", "assistant")):
        texts = {at: said(each, *roles) for at, each in turns.items()}
        grams = [
            (row, trigrams(texts.get(row["row"], lines[row["line"] - 1])))
            for row in own
        ]
        for (one, left), (two, right) in itertools.combinations(grams, 2):
            if one["kind"] == "label_conflict" and one["partner"] == two["row"]:
                continue
            assert not shares_half(left, right), (one, two)


def test_only_planted_copies_come_near_the_threshold(rows, turns):
    sets = [(row, set(words(both(turns[row["row"]])))) for row in rows]
    for (one, left), (two, right) in itertools.combinations(sets, 2):
        if len(left & right) >= 0.75 * len(left | right):
            same_group = one["group"] and one["group"] == two["group"]
            assert same_group or one["partner"] == two["row"], (one, two)


def test_tickets_have_all_lengths(turns):
    lengths = [len(said(each, "user").split()) for each in turns.values()]
    assert sum(length <= 12 for length in lengths) >= 100
    assert sum(length >= 40 for length in lengths) >= 50
    assert sum(length >= 80 for length in lengths) >= 15
    assert max(lengths) <= 150


def test_tickets_do_not_open_alike(rows, turns):
    own = [turns[row["row"]] for row in rows if row["kind"] not in COPIES]
    openings = Counter(tuple(words(both(each))[:4]) for each in own)
    assert openings.most_common(1)[0][1] <= 4


def test_addresses_and_numbers_are_the_invented_kind(lines):
    text = "\n".join(lines)
    for domain in re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text):
        assert re.search(r"(^|\.)example\.(com|org|net)$", domain), domain
    for exchange in re.findall(r"555-(\d{2})\d\d", text):
        assert exchange == "01"


def test_good_ordinary_replies_do_not_say_what_the_lesson_counts_against_them(
    of_kind, turns
):
    for row in of_kind["clean"]:
        reply = last_reply(turns[row["row"]]).lower()
        assert not [pattern for pattern in LESSON_PATTERNS if pattern in reply], reply


# Load


def test_malformed_lines_are_not_json(lines, of_kind):
    for row in of_kind["malformed_json"]:
        with pytest.raises(ValueError, match=r"line 1 column"):
            json.loads(lines[row["line"] - 1])
    variants = Counter(row["variant"] for row in of_kind["malformed_json"])
    assert min(variants.values()) >= 3
    assert len(variants) == 4


def test_some_json_lines_are_not_objects(lines, truth):
    for row in truth["rows"]:
        if row["kind"] == "malformed_json":
            continue
        is_object = isinstance(json.loads(lines[row["line"] - 1]), dict)
        assert is_object == (row["kind"] != "not_an_object")


def test_keys_stand_twice_only_where_planted(lines, truth):
    def keys_twice(pairs):
        nonlocal twice
        twice |= len(pairs) != len(dict(pairs))
        return dict(pairs)

    for row in truth["rows"]:
        if row["kind"] == "malformed_json":
            continue
        twice = False
        json.loads(lines[row["line"] - 1], object_pairs_hook=keys_twice)
        assert twice == (row["kind"] == "duplicate_key"), row


# Validation


def test_roles_are_wrong_only_where_planted(rows, turns):
    known = {"system", "user", "assistant", "tool"}
    for row in rows:
        roles = {role for role, _ in turns[row["row"]]}
        assert (not roles <= known) == (row["kind"] == "wrong_role"), row


def test_replies_are_blank_or_absent_only_where_planted(rows, turns):
    blank = {"missing_content", "empty_content", "invisible_content"}
    unseen = re.compile("[\\s\u00ad\u200b\u2060\ufeff]")
    for row in rows:
        if row["kind"] in ("wrong_role", "no_assistant"):
            continue
        seen = unseen.sub("", last_reply(turns[row["row"]]))
        assert (not seen) == (row["kind"] in blank), row


def test_the_three_blank_kinds_differ_in_what_is_there(lines, of_kind):
    def contents(kind):
        rows = [json.loads(lines[row["line"] - 1]) for row in of_kind[kind]]
        return [record["messages"][-1].get("content") for record in rows]

    assert set(contents("missing_content")) == {None}
    assert all(not text.strip() for text in contents("empty_content"))
    assert all(text.strip() for text in contents("invisible_content"))


def test_an_assistant_is_absent_only_where_planted(rows, turns):
    for row in rows:
        if row["kind"] != "wrong_role":
            roles = [role for role, _ in turns[row["row"]]]
            absent = row["kind"] == "no_assistant"
            assert ("assistant" not in roles) == absent, row
            last = absent or row["kind"] == "last_turn_user"
            assert (roles[-1] == "user") == last, row


def test_two_formats_meet_only_where_planted(lines, rows):
    for row in rows:
        keys = set(json.loads(lines[row["line"] - 1]))
        mixed = {"messages", "prompt", "completion"} <= keys
        assert mixed == (row["kind"] == "ambiguous_format")


def test_weights_are_other_than_0_or_1_only_where_planted(lines, rows):
    for row in rows:
        messages = json.loads(lines[row["line"] - 1]).get("messages", [])
        weights = [repr(m["weight"]) for m in messages if "weight" in m]
        bad = not set(weights) <= {"0", "1"}
        assert bad == (row["kind"] == "bad_weight")


SIGNS = {
    "hidden_characters": r"[\u200b\u202e]",
    "template_token": r"<\||\[/?INST\]|</s>",
    "placeholder": r"\{\{\w+\}\}|\[[A-Z]+ [A-Z ]+\]|\{price\}",
    "markup": r"</?(?:p|b|br|script|img|iframe|meta|a|font)\b|&lt;|<5 kg",
    "personal_data": r"@example\.|555[- ]01\d\d|020 7946|[A-Z]{2}\d\d \w{4} |4111 ",
    "secret": r"EXAMPLE|password: \S|PRIVATE KEY|postgres://\w+:|sid=eyJ|whsec_",
    "garbled": r"\ufffd|Ã.|â€",
}
"""What marks a kind, as no other kind's texts do."""

UNSEEN = ("invisible_content", "garbled")
"""Kinds whose own signs may look like another's."""


@pytest.mark.parametrize("kind", SIGNS)
def test_signs_stand_in_the_rows_of_their_kind_and_in_no_others(kind, rows, turns):
    for row in rows:
        if row["kind"] == kind or row["kind"] not in UNSEEN:
            found = re.search(SIGNS[kind], both(turns[row["row"]])) is not None
            assert found == (row["kind"] == kind), row


# Scoring


def test_refusals_decline_in_the_last_reply(of_kind, turns):
    sign = re.compile(
        r"can[’']t (?:help|provide|assist|offer|recommend)|unable to|not able to"
        r"|cannot (?:assist|give|make)|don't have the ability|outside of what"
        r"|not be appropriate|nicht weiterhelfen|no puedo ayudar"
    )
    for row in of_kind["refusal"]:
        assert sign.search(last_reply(turns[row["row"]])), row
    variants = Counter(row["variant"] for row in of_kind["refusal"])
    assert min(variants[v] for v in ("curly", "unable", "as_an_ai", "last_turn")) >= 3
    assert min(variants[v] for v in ("indirect", "other_language")) >= 2


def test_repetitions_come_back_to_the_same_pairs_of_words(of_kind, turns):
    for row in of_kind["repetition"]:
        run = re.findall(r"[^\W\d]+", last_reply(turns[row["row"]]).lower())
        steps = list(itertools.pairwise(run))
        assert len(set(steps)) <= 0.65 * len(steps), row


def test_error_texts_hold_an_error_and_no_answer(of_kind, turns):
    sign = re.compile(
        r"(?i)error|undefined|null|nil|traceback|\[object object\]|status code|failure"
    )
    for row in of_kind["error_text"]:
        assert sign.search(last_reply(turns[row["row"]]))


def test_echoes_say_what_the_customer_said_and_nothing_else(of_kind, turns):
    for row in of_kind["prompt_echo"]:
        (_, question), (_, reply) = turns[row["row"]]
        assert question in reply
        rest = set(words(reply.replace(question, "")))
        assert rest <= {"you", "wrote", "customer", "agent"}


# Deduplication


def test_copies_and_their_originals_are_one_group_of_two(truth, of_kind):
    members = defaultdict(list)
    for row in truth["rows"]:
        if row["group"]:
            members[row["group"]].append(row)
    copies = [row for kind in COPIES for row in of_kind[kind]]
    assert len(members) == len(copies)
    for group in members.values():
        original, copy = sorted(group, key=lambda row: row["kind"] in COPIES)
        assert original["kind"] in ("clean", "one_word_label")
        assert copy["kind"] in COPIES
        assert copy["partner"] == original["row"]
        assert original["partner"] is None


@pytest.fixture(scope="module")
def pairs(of_kind, turns):
    """Texts of each row with a partner beside those of the partner, by kind."""
    return {
        kind: [(turns[row["row"]], turns[row["partner"]]) for row in of_kind[kind]]
        for kind in (*COPIES, "far_paraphrase", "label_conflict")
    }


def test_exact_copies_say_the_same_even_in_another_format(lines, of_kind, pairs):
    assert all(copy == original for copy, original in pairs["exact_copy"])
    variants = Counter(row["variant"] for row in of_kind["exact_copy"])
    assert set(variants) == {"same_line", "key_order", "other_format"}
    for row in of_kind["exact_copy"]:
        record = json.loads(lines[row["line"] - 1])
        assert ("prompt" in record) == (row["variant"] == "other_format")


def test_case_copies_differ_in_case_alone(pairs):
    for copy, original in pairs["case_copy"]:
        assert copy != original
        assert both(copy).casefold() == both(original).casefold()


def test_punctuation_copies_have_the_same_words_in_the_same_order(pairs):
    for copy, original in pairs["punctuation_copy"]:
        assert copy != original
        assert words(both(copy)) == words(both(original))


def test_word_order_copies_have_the_same_words_in_another_order(pairs):
    for copy, original in pairs["word_order_copy"]:
        one, two = words(both(copy)), words(both(original))
        assert one != two
        assert sorted(one) == sorted(two)


@pytest.mark.parametrize("kind", ["near_copy", "leaked_test_row"])
def test_near_copies_lie_between_the_threshold_and_1(kind, pairs):
    similar = [jaccard(both(copy), both(original)) for copy, original in pairs[kind]]
    assert all(0.82 <= value < 1 for value in similar), similar
    assert min(similar) < 0.87


def test_far_paraphrases_lie_below_the_threshold(pairs):
    similar = [jaccard(both(one), both(two)) for one, two in pairs["far_paraphrase"]]
    assert max(similar) < 0.75
    assert sum(value > 0.5 for value in similar) >= 4
    assert sum(value < 0.3 for value in similar) >= 5


def test_conflicts_are_pairs_of_one_ticket_with_two_labels(truth, of_kind, pairs):
    rows = truth["rows"]
    for row in of_kind["label_conflict"]:
        assert rows[row["partner"]]["partner"] == row["row"]
    for one, two in pairs["label_conflict"]:
        assert said(one, "user") == said(two, "user")
        assert {last_reply(one), last_reply(two)} < LABELS
        assert last_reply(one) != last_reply(two)


def test_leaked_rows_are_train_rows_whose_originals_are_test_rows(
    lines, truth, of_kind
):
    splits = {
        row["row"]: record.get("split")
        for row in truth["rows"]
        if isinstance(record := parsed(lines[row["line"] - 1]), dict)
    }
    for row in of_kind["leaked_test_row"]:
        assert (splits[row["row"]], splits[row["partner"]]) == ("train", "test")
    counts = Counter(splits.values())
    assert counts["test"] == 40
    assert counts["train"] == 20


# What must survive


def test_labels_stand_only_in_rows_that_say_so(of_kind, turns):
    for kind in ("one_word_label", "clean"):
        replies = [last_reply(turns[row["row"]]) for row in of_kind[kind]]
        are_labels = {reply in LABELS for reply in replies}
        assert are_labels == {kind == "one_word_label"}


def test_every_label_has_enough_rows(truth, turns):
    good = ("one_word_label", "shared_system_prompt", "cjk")
    labels = Counter(
        last_reply(turns[row["row"]])
        for row in truth["rows"]
        if row["kind"] in good and last_reply(turns[row["row"]]) in LABELS
    )
    assert min(labels[label] for label in LABELS) >= 10


def test_the_shared_system_prompt_is_long_and_on_short_tickets(of_kind, turns):
    prompts = set()
    for row in of_kind["shared_system_prompt"]:
        role, prompt = turns[row["row"]][0]
        assert role == "system"
        prompts.add(prompt)
        assert len(words(both(turns[row["row"]]))) < 40
    (prompt,) = prompts
    assert 55 <= len(prompt.split()) <= 70


def test_polite_replies_apologise_and_the_lesson_would_drop_most_of_them(
    of_kind, turns
):
    replies = [last_reply(turns[row["row"]]) for row in of_kind["polite_sorry"]]
    assert all(re.search(r"sorry|cannot", reply) for reply in replies)
    dropped = [r for r in replies if any(p in r.lower() for p in LESSON_PATTERNS)]
    assert len(dropped) >= 8
    assert min(len(reply.split()) for reply in replies) >= 15


def test_good_replies_hold_the_words_that_mislead(of_kind, turns):
    for row in of_kind["technical_words"]:
        reply = last_reply(turns[row["row"]])
        assert re.search(r"(?i)undefined|error|\d{3}|null|nan", reply), reply
        assert len(reply.split()) >= 20
    for row in of_kind["error_inside_word"]:
        reply = last_reply(turns[row["row"]]).lower()
        assert "error" in reply
        assert not re.search(r"\berror", reply)


def test_long_replies_are_long(of_kind, turns):
    for row in of_kind["long_reply"]:
        assert len(last_reply(turns[row["row"]]).split()) >= 150


def test_chinese_and_japanese_rows_are_written_without_spaces(of_kind, turns):
    scripts = Counter(row["variant"].split("_")[0] for row in of_kind["cjk"])
    assert min(scripts["zh"], scripts["ja"]) >= 6
    for row in of_kind["cjk"]:
        assert len(re.findall(f"[{CJK}]", said(turns[row["row"]], "user"))) >= 10
