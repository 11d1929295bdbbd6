"""Is a seed saved once, acknowledged when it is on the disk, and never lost?"""

import errno
import json

import pytest

import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.seeds import gold
from ftwidgets.seeds.gold import GoldSeeds
from ftwidgets.tasks import Task
from ftwidgets.widgets import SeedEditor
from widgets.playing import HOSTILE, DeedPage

LABELS = ("billing", "delivery", "returns")

TICKETS = Task("tickets", "classification", labels=LABELS)

POOL = [
    chat(("user", f"{words} {n}"), ("assistant", label))
    for n, (words, label) in enumerate(
        [
            ("Where is my lamp", "delivery"),
            ("The card was charged twice", "billing"),
            ("How does one send a chair back", "returns"),
            ("Nobody rang and the parcel went away", "delivery"),
            ("Which tax number do you print", "billing"),
            ("It is too small for our hall", "returns"),
        ]
    )
]


class SeedPage(DeedPage):
    """The page of a `SeedEditor`."""

    def save(self, text, label="delivery", **values):
        return self.act("save", fields={"text": text, "label": label}, **values)

    @property
    def view(self):
        return [each for each in self.told if "view" in each][-1]["view"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "gold.jsonl"


@pytest.fixture
def page(path):
    return SeedPage(SeedEditor(TICKETS, path, pool=POOL))


@pytest.fixture
def full_disk(monkeypatch):
    """A switch that makes the disk full, and free again."""

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    def switch(is_full):
        if is_full:
            monkeypatch.setattr(gold, "write_file", refuse)
        else:
            monkeypatch.undo()

    return switch


def rows(path):
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def said(path):
    return [row["messages"][0]["content"] for row in rows(path)]


# Making one


def test_it_takes_a_task_its_kind_or_the_seeds_themselves(path):
    assert repr(SeedEditor(TICKETS, path)) == (
        "SeedEditor(classification: 0 of 20 in gold.jsonl)"
    )
    assert repr(SeedEditor("other", path, goal=5)) == (
        "SeedEditor(other: 0 of 5 in gold.jsonl)"
    )
    seeds = GoldSeeds(TICKETS, path, annotator="ana")
    assert SeedEditor(seeds).seeds is seeds


def test_it_is_a_public_name():
    assert ft.widgets.SeedEditor is SeedEditor


def test_its_value_is_the_examples(page):
    page.save("Where is my lamp?")
    (example,) = page.widget.value
    assert example["messages"][1] == {"role": "assistant", "content": "delivery"}
    assert page.widget.value == page.widget.seeds.seeds


@pytest.mark.parametrize("pool", [7, "raw_tickets.jsonl", [{"text": "no messages"}]])
def test_what_cannot_be_picked_from_is_refused_in_words(path, pool):
    with pytest.raises(TypeError, match="examples"):
        SeedEditor(TICKETS, path, pool=pool)


def test_a_file_that_holds_no_seeds_is_refused_and_left_alone(path):
    path.write_text('{"messages": 1}\n')
    with pytest.raises(ValueError, match="line 1 is no gold seed"):
        SeedEditor(TICKETS, path)
    assert path.read_text() == '{"messages": 1}\n'


# What a page begins with


def test_a_page_begins_with_the_form_and_nothing_in_it(page):
    start = page.widget.snapshot()
    assert [field["name"] for field in start["form"]] == ["text", "label", "system"]
    assert start["view"]["labels"] == list(LABELS)
    assert start["view"]["seeds"]["count"] == 0
    assert start["view"]["seeds"]["undo"] is None
    assert start["pool"] == {"name": "examples", "rows": 6}
    assert start["view"]["lines"] == {}
    json.dumps(start, allow_nan=False)


def test_a_page_that_is_opened_later_has_what_was_done_since(page):
    answer = page.save("Where is my lamp?")
    start = page.widget.snapshot()
    assert start["view"]["seeds"]["count"] == 1
    assert start["done"] == [answer["id"]]


def test_a_page_that_is_opened_later_has_what_another_process_did(page, path):
    GoldSeeds(TICKETS, path).add({"text": "Paid twice", "label": "billing"})
    assert page.widget.snapshot()["view"]["seeds"]["count"] == 1


def test_the_shipped_seeds_are_offered_only_where_they_fit(tmp_path):
    def offered(task):
        editor = SeedEditor(task, tmp_path / "offered.jsonl")
        return editor.snapshot()["view"]["seeds"]["shipped"]

    shop = Task("shop", "classification", labels=[*LABELS, "technical"])
    assert offered("classification") == offered(shop) == offered("style_matching") == 20
    assert offered(TICKETS) == offered("other") == 0


# Writing


def test_a_seed_is_on_the_disk_when_the_page_is_told(page, path):
    answer = page.save("Where is my lamp?")
    assert answer["is"] == "news"
    assert answer["words"] == "Added seed 1"
    assert answer["view"]["seeds"]["count"] == 1
    (row,) = rows(path)
    assert row["origin"] == "written"
    assert said(path) == ["Where is my lamp?"]


def test_the_same_operation_is_done_once_and_acknowledged_again(page, path):
    page.save("Where is my lamp?", id="one")
    again = page.save("Where is my lamp?", id="one")
    assert again["is"] == "news"
    assert len(rows(path)) == 1


def test_while_one_types_the_page_is_told_what_is_wrong_and_where(page):
    (told,) = page.ask("check", number=3, fields={"text": HOSTILE, "label": "spam"})
    assert (told["is"], told["number"]) == ("checked", 3)
    found = {(each["field"], each["code"]) for each in told["check"]["findings"]}
    assert found >= {
        ("text", "invisible_character"),
        ("text", "bidi_control"),
        ("label", "unknown_label"),
    }
    assert ["hidden", "U+200B"] in told["check"]["hidden"]["text"]
    assert told["check"]["words"]["text"] > 3


def test_an_empty_field_is_said_to_be_empty(page):
    (told,) = page.ask("check", number=1, fields={"text": "", "label": ""})
    words = {each["field"]: each["message"] for each in told["check"]["findings"]}
    assert words == {"text": "still empty", "label": "choose a label"}


def test_a_seed_that_says_nearly_the_same_is_shown_with_what_differs(page):
    page.save("My card was charged twice for the March invoice, cancel one please")
    text = "My card was charged twice for the April invoice, cancel one please"
    (told,) = page.ask("check", number=1, fields={"text": text, "label": "billing"})
    near = told["check"]["near"]
    assert (near["number"], near["same"]) == (1, False)
    assert near["similarity"] == "0.85"
    assert [piece for piece in near["pieces"] if piece[0] == "differs"] == [
        ["differs", "March"]
    ]


def test_a_seed_is_not_near_itself(page):
    page.save("Where is my lamp?")
    own = page.widget.value[0]["id"]
    fields = {"text": "Where is my lamp?", "label": "delivery"}
    (told,) = page.ask("check", number=1, fields=fields, own=own)
    assert told["check"]["near"] is None


def test_what_cannot_be_a_seed_is_refused_with_the_reason_at_the_field(page, path):
    answer = page.save("Where is my lamp?", label="")
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    (found,) = answer["check"]["findings"]
    assert (found["field"], found["message"]) == ("label", "choose a label")
    assert page.widget.last_error.startswith("ValueError: this cannot be a gold seed")
    assert rows(path) == []
    assert page.save("Where is my lamp?")["is"] == "news"


def test_the_same_words_again_are_refused_by_the_seeds_number(page, path):
    page.save("Where is my lamp?")
    answer = page.save("Where is my lamp?")
    assert answer["is"] == "refused"
    assert answer["reason"].startswith("seed 1 says exactly this already")
    assert len(rows(path)) == 1


def test_a_full_disk_refuses_and_trying_again_saves_once(page, path, full_disk):
    full_disk(True)
    answer = page.save("Where is my lamp?", id="one")
    assert (answer["is"], answer["kind"]) == ("refused", "disk")
    assert answer["reason"] == "the disk is full"
    assert "No space left" in page.widget.last_error
    assert answer["view"]["seeds"]["count"] == 0
    full_disk(False)
    assert page.save("Where is my lamp?", id="one")["is"] == "news"
    assert len(rows(path)) == 1


def test_an_error_nobody_foresaw_is_refused_with_its_traceback(page, monkeypatch):
    monkeypatch.setattr(GoldSeeds, "add", lambda *_: 1 / 0)
    answer = page.save("Where is my lamp?")
    assert (answer["is"], answer["kind"]) == ("refused", "bug")
    assert "ZeroDivisionError" in answer["traceback"]
    assert page.widget.last_error == "ZeroDivisionError: division by zero"


def test_a_request_that_is_none_is_shown(page):
    (answer,) = page.ask("paint")
    assert answer["is"] == "error"
    assert page.widget.last_error == "KeyError: 'paint'"


# Changing, removing, undoing


def test_a_seed_can_be_opened_changed_removed_and_all_of_it_undone(page, path):
    page.save("Where is my lamp?")
    own = page.widget.value[0]["id"]
    (told,) = page.ask("open", own=own)
    assert told["page"]["fields"] == {"text": "Where is my lamp?", "label": "delivery"}
    answer = page.save("Where is my table?", own=own)
    assert answer["words"] == "Changed seed 1"
    assert page.act("remove", own=own)["words"] == "Removed seed 1"
    assert rows(path) == []
    words = [page.act("undo")["words"] for _ in range(3)]
    assert words == [
        "Put seed 1 back",
        "Seed 1 reads as before",
        "Took seed 1 out again",
    ]
    assert rows(path) == []
    assert page.view["seeds"]["undo"] is None


def test_a_seed_the_form_has_no_room_for_is_not_opened(page):
    turns = [("user", "Hi"), ("assistant", "returns"), ("user", "And?")]
    own = page.widget.seeds.add(chat(*turns, ("assistant", "billing")))
    (told,) = page.ask("open", own=own)
    assert told == {"is": "opened", "page": None}


def test_nothing_to_undo_changes_nothing(page):
    assert page.act("undo")["is"] == "news"
    assert page.view["seeds"]["count"] == 0


def test_the_shipped_seeds_come_in_one_step_and_the_card_names_them(tmp_path):
    editor = SeedEditor("classification", tmp_path / "gold.jsonl")
    page = SeedPage(editor)
    assert page.act("shipped")["words"] == "Added 20 seeds"
    assert len(editor.seeds.card["shipped"]) == 20
    assert page.view["seeds"]["shipped"] == 0
    assert page.act("undo")["words"] == "Took 20 seeds out again"
    assert editor.value == []


def test_what_is_done_in_a_cell_is_told_to_the_page(page):
    page.widget.seeds.add({"text": "Paid twice", "label": "billing"})
    assert page.told[-1]["is"] == "news"
    assert page.view["seeds"]["written"][0]["text"] == "Paid twice"


# Pasting


PASTE = """text,label
Where is my lamp?,delivery
Paid two times for one chair,billing
Paid two times for one chair now,billing
The zip of this jacket broke,
My parcel went to another town,spam
too,many,cells
"""


def test_every_pasted_line_is_accounted_for(page):
    (told,) = page.ask("paste", text=PASTE)
    line = told["view"]["lines"]["pasted"]
    assert line["sentence"] == "6 lines = 4 usable + 2 not"
    reasons = dict(line["refused"])
    assert reasons["pasted row 4"] == "no label yet; choose one"
    assert reasons["pasted row 6"].startswith("3 cells where the header has 2")
    assert line["current"]["turns"][0]["pieces"] == [["", "Where is my lamp?"]]
    assert line["current"]["labelIndex"] == LABELS.index("delivery")
    assert page.view["seeds"]["count"] == 0


def test_only_complete_ones_that_differ_are_added_at_once(page, path):
    (told,) = page.ask("paste", text=PASTE)
    assert told["view"]["lines"]["pasted"]["ready"] == 2
    answer = page.act("approveReady", line="pasted")
    assert answer["words"] == "Added 2 seeds"
    assert said(path) == ["Where is my lamp?", "Paid two times for one chair"]
    assert [row["origin"] for row in rows(path)] == ["pasted", "pasted"]
    line = page.view["lines"]["pasted"]
    assert line["ready"] == 0
    assert line["current"]["near"]["number"] == 2
    assert line["counts"] == {"added": 2, "skipped": 0, "unusable": 1, "open": 3}
    assert page.act("undo")["words"] == "Took 2 seeds out again"
    assert page.view["lines"]["pasted"]["position"] == 0


def test_nothing_to_read_is_said_and_kept_as_an_error(page):
    (told,) = page.ask("paste", text=" \n ")
    assert told["is"] == "unreadable"
    assert told["reason"].startswith("nothing was pasted")
    assert page.widget.last_error.startswith("ValueError: nothing was pasted")


# Picking


def test_suggestions_take_the_labels_in_turn_and_nothing_is_a_seed_yet(page, path):
    (told,) = page.ask("suggest")
    line = told["view"]["lines"]["picked"]
    assert (line["position"], line["total"]) == (0, 6)
    assert line["current"]["source"].startswith("examples row")
    candidates = page.widget.desk.lines["picked"].candidates
    assert [each.label for each in candidates[:3]] == sorted(LABELS)
    assert rows(path) == []


def test_only_what_was_approved_becomes_gold(page, path):
    page.ask("suggest")
    source = page.view["lines"]["picked"]["current"]["source"]
    page.act("approve", line="picked", position=0, label="returns")
    page.ask("skip", line="picked", position=1)
    assert page.view["lines"]["picked"]["position"] == 2
    (row,) = rows(path)
    assert row["messages"][-1]["content"] == "returns"
    assert (row["origin"], row["source"]) == ("picked", source)
    assert page.view["lines"]["picked"]["counts"]["skipped"] == 1


def test_a_label_for_another_candidate_is_refused(page, path):
    page.ask("suggest")
    page.ask("go", line="picked", position=1)
    answer = page.act("approve", line="picked", position=0, label="returns")
    assert answer["is"] == "refused"
    assert rows(path) == []


def test_an_approved_candidate_is_marked_and_undo_goes_back_to_it(page):
    page.ask("suggest")
    page.act("approve", line="picked", position=0, label="returns")
    page.ask("go", line="picked", position=0)
    current = page.view["lines"]["picked"]["current"]
    assert (current["state"], current["seed"]["number"]) == ("added", 1)
    page.ask("go", line="picked", position=3)
    page.act("undo")
    line = page.view["lines"]["picked"]
    assert (line["position"], line["current"]["state"]) == (0, "open")


def test_a_candidate_that_is_edited_first_keeps_its_origin_and_source(page, path):
    page.ask("suggest")
    (told,) = page.ask("open", line="picked")
    target = told["page"]
    assert (target["line"], target["position"]) == ("picked", 0)
    page.save("Said better", line="picked", position=0)
    (row,) = rows(path)
    assert (row["origin"], said(path)) == ("picked", ["Said better"])
    assert row["source"].startswith("examples row")
    assert page.view["lines"]["picked"]["position"] == 1


def test_other_suggestions_repeat_none_of_those_that_were_seen(path):
    pool = [
        chat(("user", f"word{n} other{n} more{n}"), ("assistant", "billing"))
        for n in range(90)
    ]
    page = SeedPage(SeedEditor(TICKETS, path, pool=pool))
    page.ask("suggest")
    first = page.widget.desk.lines["picked"].candidates
    page.ask("suggest", fresh=True)
    second = page.widget.desk.lines["picked"].candidates
    assert len(first) == len(second) == 40
    assert not {each.text for each in first} & {each.text for each in second}


def test_without_a_pool_there_is_nothing_to_pick(path):
    page = SeedPage(SeedEditor(TICKETS, path))
    assert page.widget.snapshot()["pool"] is None
    (told,) = page.ask("suggest")
    assert told["is"] == "error"
    assert "nothing to pick from" in page.widget.last_error


def test_a_file_and_a_line_are_named_where_the_pool_has_them(tmp_path, path):
    file = tmp_path / "raw.jsonl"
    file.write_text("\n" + "".join(json.dumps(row) + "\n" for row in POOL[:2]))
    page = SeedPage(SeedEditor(TICKETS, path, pool=ft.load(file)))
    assert page.widget.snapshot()["pool"] == {"name": "raw.jsonl", "rows": 2}
    page.ask("suggest")
    sources = {each.source for each in page.widget.desk.lines["picked"].candidates}
    assert sources == {"raw.jsonl line 2", "raw.jsonl line 3"}


def test_of_a_curation_only_what_was_kept_can_be_picked(path):
    curation = ft.curate([*POOL, POOL[0]])
    page = SeedPage(SeedEditor(TICKETS, path, pool=curation))
    assert page.widget.snapshot()["pool"]["rows"] == len(curation.kept) < 7


# Labels


def test_a_task_without_labels_learns_them_and_moves_none(path):
    page = SeedPage(SeedEditor("classification", path, pool=POOL))
    assert page.widget.snapshot()["view"]["labels"] == []
    page.save("Where is my lamp?", label="returns")
    assert page.view["labels"] == ["returns"]
    page.ask("suggest")
    assert page.view["labels"] == ["returns", "billing", "delivery"]
    page.save("Who are you?", label="about us")
    assert page.view["labels"] == ["returns", "billing", "delivery", "about us"]


# Hostile texts


def test_what_nobody_can_see_is_named_wherever_it_is_shown(path):
    label = "bill\u202eing"
    task = Task(HOSTILE, "classification", labels=[label])
    pool = [chat(("user", HOSTILE), ("assistant", label), id="\u200b")]
    page = SeedPage(SeedEditor(task, path, pool=pool))
    start = page.widget.snapshot()
    assert "\u202e" not in start["subject"]
    assert start["view"]["labels"] == ["bill[U+202E]ing"]
    page.ask("suggest")
    current = page.view["lines"]["picked"]["current"]
    assert ["hidden", "U+202E"] in current["turns"][0]["pieces"]
    page.act("approve", line="picked", position=0, label=label)
    page.ask("paste", text=f"{HOSTILE} twice\t{label}")
    view = json.loads(json.dumps(page.view))
    view.pop("labelValues")
    assert "\u202e" not in json.dumps(view, ensure_ascii=False)
    assert "\u200b" not in json.dumps(view, ensure_ascii=False)
    assert page.widget.value[0]["messages"][1]["content"] == label


def test_a_long_candidate_is_shown_to_its_end_on_request(path):
    pool = [chat(("user", "word " * 9000 + "end"), ("assistant", "billing"))]
    page = SeedPage(SeedEditor(TICKETS, path, pool=pool))
    page.ask("suggest")
    (turn,) = page.view["lines"]["picked"]["current"]["turns"]
    assert turn["left"] == 45_003 - 20_000
    page.ask("whole", line="picked")
    (turn,) = page.view["lines"]["picked"]["current"]["turns"]
    assert turn["left"] == 0
    assert turn["pieces"][-1][1].endswith("end")
