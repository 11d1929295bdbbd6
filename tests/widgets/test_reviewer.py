"""Does a page lose, double or disorder anything on its way to the journal?"""

import errno
import json

import pytest

from ftwidgets.examples import chat, fingerprint
from ftwidgets.journals.journal import JournalError
from ftwidgets.review import ReviewSession
from ftwidgets.review.journal import Journal
from ftwidgets.tasks import Task
from ftwidgets.widgets import Reviewer
from widgets.playing import ReviewPage, deeds, reviewed, some_rows

KB = 1000

FULL = "no space left on device"


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "labels.jsonl"


@pytest.fixture
def page(tmp_path):
    """The page of a reviewer of five rows."""
    return ReviewPage(reviewed(tmp_path))


@pytest.fixture
def full_disk(monkeypatch):
    """A switch that makes the disk full, and free again."""

    def refuse(self, operations):
        raise JournalError(errno.ENOSPC, f"nothing was saved in {self.path}: {FULL}")

    def switch(is_full):
        if is_full:
            monkeypatch.setattr(Journal, "append", refuse)
        else:
            monkeypatch.undo()

    return switch


def size(message):
    return len(json.dumps(message))


def verdicts(path):
    return [(each["row"], each["value"]) for each in deeds(path)]


# Deeds


def test_a_label_is_on_the_disk_when_the_page_is_told(page, journal):
    label = page.label(0)
    written = []
    page.widget.send = lambda message, buffers=None: written.append(verdicts(journal))
    page.widget._handle_custom_msg({"do": "operations", "ops": [label]}, [])
    assert written == [[('id:"r0"', "keep")]]


def test_the_news_of_a_label_name_it_and_the_place_that_comes_next(page):
    label = page.label(0)
    (news,) = page.send(label)
    assert news["is"] == "news"
    assert news["ids"] == [label["id"]]
    assert news["view"]["position"] == 1
    assert news["view"]["judged"] == 1
    assert news["view"]["undo"] == "Kept r0"
    assert news["states"]['id:"r0"']["verdict"] == "keep"


def test_a_deed_that_is_sent_again_counts_once_and_is_confirmed_again(page, journal):
    label = page.label(0)
    page.send(label)
    (news,) = page.send(label)
    assert news["ids"] == [label["id"]]
    assert len(deeds(journal)) == 1


def test_a_deed_that_is_in_a_batch_twice_counts_once(page, journal):
    label = page.label(0)
    page.send(label, label, page.label(1, "drop"))
    assert verdicts(journal) == [('id:"r0"', "keep"), ('id:"r1"', "drop")]


def test_a_deed_that_is_sent_to_the_next_kernel_counts_once(page, tmp_path, journal):
    label = page.label(0)
    page.send(label)
    later = ReviewPage(reviewed(tmp_path))
    (news,) = later.send(label)
    assert news["ids"] == [label["id"]]
    assert len(deeds(journal)) == 1


def test_a_batch_keeps_its_order(page, journal):
    labels = [page.label(row, "drop" if row % 2 else "keep") for row in (3, 1, 4, 0, 2)]
    page.send(*labels)
    assert [each["id"] for each in deeds(journal)] == [each["id"] for each in labels]
    told = [id for news in page.of_kind("news") for id in news["ids"]]
    assert told == [each["id"] for each in labels]


def test_every_kind_of_deed_arrives(page, journal):
    page.send(
        page.operation("skip", 0),
        page.operation("flag", 1, value=True, place=1),
        page.operation("note", 1, value="odd", place=1),
        page.operation("edit", 1, turn=1, value="Better."),
        page.label(2, "fix"),
    )
    kinds = [each["kind"] for each in deeds(journal)]
    assert kinds == ["skip", "flag", "note", "edit", "label"]
    session = page.widget.session
    assert session.state(0).verdict == "skip"
    assert session.state(1).flagged
    assert session.state(1).note == "odd"
    assert session.edited(1)["messages"][1]["content"] == "Better."
    assert session.counts["fix"] == 2
    assert session.position == 3


def test_undo_and_redo_say_what_they_would_do(page):
    page.send(page.label(0, "drop"))
    (news,) = page.send(page.turn("undo"))
    assert news["view"]["undo"] is None
    assert news["view"]["redo"] == "Dropped r0"
    assert news["view"]["position"] == 0
    assert news["states"]['id:"r0"']["verdict"] is None
    (news,) = page.send(page.turn("redo"))
    assert news["view"]["undo"] == "Dropped r0"
    assert news["states"]['id:"r0"']["verdict"] == "drop"


@pytest.mark.parametrize("kind", ["undo", "redo"])
def test_where_nothing_can_be_turned_back_the_page_is_told_all_the_same(page, kind):
    operation = page.turn(kind)
    (news,) = page.send(operation)
    assert news["ids"] == [operation["id"]]


def test_an_undo_that_is_sent_again_takes_back_no_second_deed(page):
    page.send(page.label(0), page.label(1))
    undo = page.turn("undo")
    page.send(undo)
    page.send(undo)
    assert page.widget.session.judged == 1


def test_a_visit_moves_and_is_no_deed(page, journal):
    visit = {"id": "v1", "kind": "visit", "queue": "all", "place": 3}
    (news,) = page.send(visit)
    assert news["ids"] == ["v1"]
    assert news["view"]["position"] == 3
    assert news["view"]["undo"] is None
    assert deeds(journal) == []


def test_a_visit_of_an_empty_queue_is_confirmed(page):
    page.ask("choose", queue="flagged")
    (news,) = page.send({"id": "v1", "kind": "visit", "queue": "flagged", "place": 0})
    assert news["ids"] == ["v1"]


def test_a_label_keeps_the_text_that_was_on_the_screen(tmp_path, journal):
    """Sent again to a kernel with newer data, it was still said of the older text."""
    before = ReviewPage(reviewed(tmp_path))
    label = before.label(0)
    rows = some_rows(5)
    rows[0]["messages"][1]["content"] = "Another text."
    after = ReviewPage(reviewed(tmp_path, rows))
    (news,) = after.send(label)
    assert news["states"]['id:"r0"']["stale"]
    assert deeds(journal)[0]["fingerprint"] == fingerprint(some_rows(1)[0])


def test_a_leftover_of_a_queue_that_is_drawn_anew_goes_on_behind_its_row(tmp_path):
    """Queues such as "not judged yet" are shorter after a restart."""
    before = ReviewPage(reviewed(tmp_path, 20, queue="unlabelled"))
    for row in range(5):
        before.send(before.label(row))
    left = before.label(5)  # the kernel died with it; the page shows row 6
    after = ReviewPage(reviewed(tmp_path, 20, queue="unlabelled"))
    after.send(left)
    assert after.widget.session.keys[after.widget.session.current.row] == 'id:"r6"'


def test_the_seconds_of_a_row_are_those_it_was_looked_at(page, journal):
    page.send(page.label(0, seconds=2.5))
    assert page.widget.session.state(0).seconds == 2.5


# What is refused


def test_what_cannot_be_written_is_refused_and_nothing_has_moved(
    page, journal, full_disk
):
    page.send(page.label(0))
    full_disk(True)
    label = page.label(1)
    (refused,) = [each for each in page.send(label) if each["is"] == "refused"]
    assert refused["id"] == label["id"]
    assert refused["message"] == "the disk is full"
    assert FULL in page.widget.last_error
    assert verdicts(journal) == [('id:"r0"', "keep")]
    assert page.widget.session.position == 1
    full_disk(False)
    page.send(label)
    assert verdicts(journal) == [('id:"r0"', "keep"), ('id:"r1"', "keep")]


def test_a_refused_deed_keeps_back_all_behind_it(page, journal):
    ops = [page.label(0), page.label(1, "no label"), page.label(2)]
    page.send(*ops)
    (refused,) = page.of_kind("refused")
    assert refused["id"] == ops[1]["id"]
    assert "'no label' is no label here" in refused["message"]
    assert verdicts(journal) == [('id:"r0"', "keep")]
    told = [id for news in page.of_kind("news") for id in news["ids"]]
    assert told == [ops[0]["id"]]


BROKEN = {
    "another kind": {"kind": "shout"},
    "another queue": {"queue": "nowhere"},
    "no kind": {"kind": None},
    "a field too many": {"colour": "red"},
    "an id too long": {"id": "x" * 100},
    "time that is none": {"seconds": "long"},
    "a value of another kind": {"value": 7},
    "a turn that is not there": {"kind": "edit", "turn": 99, "value": "text"},
    "a place that is text": {"kind": "visit", "place": "here"},
}


@pytest.mark.parametrize("change", BROKEN)
def test_a_broken_deed_is_refused_by_its_id_and_the_next_counts(page, journal, change):
    broken = {**page.label(0), **BROKEN[change]}
    (refused,) = page.send(broken)
    assert refused["is"] == "refused"
    assert refused["id"] == broken["id"]
    assert page.widget.last_error
    assert deeds(journal) == []
    page.send(page.label(0))
    assert len(deeds(journal)) == 1


@pytest.mark.parametrize("ops", [[{}], [7], [None], 7, [{"kind": "label"}]])
def test_deeds_that_are_none_are_an_error_that_is_shown(page, journal, ops):
    (error,) = page.ask("operations", ops=ops)
    assert error["is"] in ("error", "refused")
    assert deeds(journal) == []


def test_a_label_of_a_row_that_is_not_here_is_kept_all_the_same(page, journal):
    """The data was cut since; what was judged is not lost."""
    label = {**page.label(0), "row": 'id:"gone"'}
    (news,) = page.send(label)
    assert news["ids"] == [label["id"]]
    assert verdicts(journal) == [('id:"gone"', "keep")]


def test_a_listener_that_fails_is_shown_and_the_label_is_on_the_disk(page, journal):
    def fail(_):
        raise RuntimeError("the listener broke")

    page.widget.session.listen(fail)
    answers = page.send(page.label(0))
    assert "the listener broke" in page.widget.last_error
    assert {"error", "refused"} & {each["is"] for each in answers}
    assert len(deeds(journal)) == 1


def test_an_unknown_request_is_an_error_that_is_shown(page):
    (error,) = page.ask("dance")
    assert error["is"] == "error"
    assert page.widget.last_error == "KeyError: 'dance'"


def test_a_queue_that_cannot_be_chosen_leaves_the_old_one_and_the_page_is_told(page):
    answers = page.ask("choose", queue="nowhere")
    assert [each["is"] for each in answers][-1:] == ["error"]
    assert page.widget.session.queue.key == "all"


def test_a_queue_that_cannot_be_noted_down_leaves_the_old_one(page, full_disk):
    full_disk(True)
    answers = page.ask("choose", queue="lowest_score")
    assert "error" in [each["is"] for each in answers]
    assert page.widget.session.queue.key == "all"


# Rows


def test_a_page_gets_a_window_of_rows_from_where_it_asks(tmp_path):
    page = ReviewPage(reviewed(tmp_path, 100))
    (rows,) = page.ask("rows", queue="all", count=7, **{"from": 40})
    assert rows["from"] == 40
    assert [each["name"] for each in rows["rows"]] == [f"r{n}" for n in range(40, 47)]


def test_behind_the_last_row_there_is_none(page):
    (rows,) = page.ask("rows", queue="all", count=24, **{"from": 4})
    assert [each["name"] for each in rows["rows"]] == ["r4"]


def test_a_page_that_asks_for_rows_of_another_queue_is_told_where_the_session_is(page):
    (news,) = page.ask("rows", queue="flagged", count=24, **{"from": 0})
    assert (news["is"], news["view"]["queue"]) == ("news", "all")


def test_a_window_is_small_whatever_stands_in_it(tmp_path):
    long = [chat(("user", "x" * 1000 * KB), ("assistant", "y" * 1000 * KB))]
    page = ReviewPage(reviewed(tmp_path, long * 8 + some_rows(20)))
    assert size(page.widget.snapshot()) < 200 * KB
    seen, at = [], 0
    while at < 28:
        (rows,) = page.ask("rows", queue="all", count=24, **{"from": at})
        assert size(rows) < 200 * KB
        assert rows["rows"]
        seen += rows["rows"]
        at += len(rows["rows"])
    assert len(seen) == 28


def test_a_long_message_is_cut_and_sent_whole_when_it_is_asked_for(tmp_path):
    text = "word " * 200 * KB
    rows = [chat(("user", "Hi"), ("assistant", text))]
    page = ReviewPage(reviewed(tmp_path, rows))
    (window,) = page.ask("rows", queue="all", count=1, **{"from": 0})
    cut = window["rows"][0]["turns"][1]
    assert cut["length"] == len(text) > len(cut["text"])
    (whole,) = page.ask("whole", place=0)
    assert whole["row"]["turns"][1]["text"] == text


def test_an_edited_long_message_is_cut_too(tmp_path):
    text = "word " * 200 * KB
    page = ReviewPage(reviewed(tmp_path, [chat(("user", "Hi"), ("assistant", text))]))
    page.send(page.operation("edit", turn=1, value=f"{text} more"))
    assert size(page.widget.snapshot()) < 200 * KB


def test_a_row_of_many_messages_is_sent_in_a_window_of_bounded_size(tmp_path):
    turns = [("user", "x" * 30 * KB), ("assistant", "y" * 30 * KB)] * 50
    page = ReviewPage(reviewed(tmp_path, [chat(*turns)]))
    assert size(page.widget.snapshot()) < 200 * KB


def test_the_start_of_50_000_rows_is_small(tmp_path):
    rows = [
        {**row, "seed": f"seed {n % 5000}"} for n, row in enumerate(some_rows(50000))
    ]
    page = ReviewPage(reviewed(tmp_path, rows))
    assert size(page.widget.snapshot()) < 200 * KB


def test_seeds_that_are_whole_texts_do_not_make_the_start_large(tmp_path):
    rows = [
        {**row, "seed": f"{n} {'seed ' * 400}"} for n, row in enumerate(some_rows(500))
    ]
    page = ReviewPage(reviewed(tmp_path, rows))
    assert size(page.widget.snapshot()) < 200 * KB


def test_news_are_small_whatever_the_journal_went_through(tmp_path, journal):
    page = ReviewPage(reviewed(tmp_path))
    page.send(page.label(0))
    with journal.open("a") as file:
        file.writelines(f"torn {n}\n" for n in range(1000))
    later = ReviewPage(reviewed(tmp_path))
    (news,) = later.send(later.label(1))
    assert news["view"]["notes"]
    assert size(news) < 2 * KB


@pytest.mark.parametrize("labels", [1, 400])
def test_the_news_of_a_label_are_small_whatever_the_count(tmp_path, labels):
    page = ReviewPage(reviewed(tmp_path, 500))
    page.send(*(page.label(row) for row in range(labels)))
    (news,) = page.send(page.label(labels))
    assert size(news) + size(page.label(0)) < 2 * KB


def test_rows_of_any_text_can_be_sent(tmp_path):
    r"""Half of a pair, as JSON can hold it, is no text that the wire can carry."""
    rows = [
        chat(("user", "half \ud800 pair"), ("assistant", "ok \udfff"), id="r\ud800"),
        chat(("user", "\x00 \u2028"), ("assistant", "\u202e")),
    ]
    page = ReviewPage(reviewed(tmp_path, rows))
    page.send(
        page.operation("note", value="half \ud800"),
        page.operation("edit", turn=1, value="\udc00"),
    )
    for message in (page.widget.snapshot(), *page.told):
        json.dumps(message, ensure_ascii=False, allow_nan=False).encode()


# Snapshots and other pages


def test_a_page_that_is_loaded_again_gets_what_is_true_now(page):
    page.send(page.label(0, "drop"), page.operation("flag", 1, value=True, place=1))
    start = page.widget.get_state()["_start"]
    assert start["view"]["position"] == 1
    assert start["view"]["judged"] == 1
    states = [row["state"] for row in start["window"]["rows"]]
    assert [each["verdict"] for each in states[:2]] == ["drop", None]
    assert states[1]["flagged"]


def test_a_page_that_is_loaded_again_is_told_the_mode_and_the_queue(page):
    page.ask("mode", mode="instant")
    page.ask("choose", queue="lowest_score")
    start = page.widget.get_state()["_start"]
    assert start["mode"] == "instant"
    assert start["view"]["queue"] == "lowest_score"
    assert page.widget.mode == "instant"


def test_a_mode_that_is_none_changes_nothing(page):
    (error,) = page.ask("mode", mode="sloppy")
    assert "use 'strict' or 'instant'" in error["message"]
    assert page.widget.mode == "strict"


def test_two_reviewers_of_one_session_are_both_told(tmp_path):
    session = ReviewSession(some_rows(5), tmp_path / "labels.jsonl", "mira")
    one, other = ReviewPage(Reviewer(session)), ReviewPage(Reviewer(session))
    label = one.label(0)
    one.send(label)
    for page in (one, other):
        (news,) = page.of_kind("news")
        assert news["ids"] == [label["id"]]
        assert news["states"]['id:"r0"']["verdict"] == "keep"


def test_a_reviewer_that_was_closed_is_told_nothing_more(tmp_path):
    session = ReviewSession(some_rows(5), tmp_path / "labels.jsonl", "mira")
    one, other = ReviewPage(Reviewer(session)), ReviewPage(Reviewer(session))
    other.widget.close()
    one.send(one.label(0))
    assert one.of_kind("news")
    assert other.told == []


def test_what_code_does_to_the_session_is_shown_in_the_page(page):
    page.widget.session.label("drop")
    (news,) = page.of_kind("news")
    assert news["states"]['id:"r0"']["verdict"] == "drop"
    assert news["view"]["position"] == 1


def test_what_another_kernel_wrote_is_shown_when_the_page_asks(page, tmp_path):
    other = ReviewPage(reviewed(tmp_path))
    other.send(other.label(3, "drop"))
    (news,) = page.ask("refresh")
    assert news["states"]['id:"r3"']["verdict"] == "drop"
    assert news["view"]["judged"] == 1
    assert any("another window" in note for note in news["view"]["notes"])
    assert news["view"]["undo"] is None


def test_two_journals_have_two_outboxes(tmp_path):
    names = {
        reviewed(tmp_path, name=name).snapshot()["outbox"]
        for name in ("one.jsonl", "other.jsonl")
    }
    assert len(names) == 2


def test_the_same_journal_has_the_same_outbox_after_a_restart(tmp_path):
    names = {reviewed(tmp_path).snapshot()["outbox"] for _ in range(2)}
    assert len(names) == 1


def test_a_journal_that_was_made_anew_has_another_outbox(tmp_path, journal):
    """Labels left in a browser belong to the journal that was thrown away."""
    before = reviewed(tmp_path).snapshot()["outbox"]
    journal.unlink()
    assert reviewed(tmp_path).snapshot()["outbox"] != before


# Edits while they are typed


def test_what_an_edit_changes_is_told_before_it_is_saved(page, journal):
    key = page.widget.session.keys[0]
    text = "Here it was: 0."
    (checked,) = page.ask("check", number=7, key=key, turn=1, text=text)
    assert checked["is"] == "checked"
    assert checked["number"] == 7
    assert ["removed", "is"] in checked["change"]["pieces"]
    assert deeds(journal) == []


@pytest.mark.parametrize("turn", [9, None])
def test_a_check_of_a_message_that_is_not_there_is_an_error(page, turn):
    key = page.widget.session.keys[0]
    (error,) = page.ask("check", number=1, key=key, turn=turn, text="")
    assert error["is"] == "error"


def test_audits_are_split_by_what_the_rows_have(tmp_path):
    rows = [{**row, "generator": f"g{n % 2}"} for n, row in enumerate(some_rows(10))]
    page = ReviewPage(reviewed(tmp_path, rows, queue="audit:100:0:kept"))
    assert page.widget.snapshot()["groups"] == ["generator"]
    page.send(*(page.label(row, "drop" if row % 2 else "keep") for row in range(10)))
    (groups,) = page.ask("groups", by="generator")
    assert groups["lines"] == [["g1", "0 of 5"], ["g0", "5 of 5"]]


# Names and keys


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"keep": "x"}, "'keep' and 'drop' are both on the key 'x'"),
        ({"keep": "k", "drop": "K"}, "'keep' and 'drop' are both on the key 'k'"),
        ({"note": "1"}, "'note' is on '1'"),
        ({"note": "?"}, "'note' is on '?'"),
        ({"note": " "}, "'note' is on ' '"),
        ({"note": "Enter"}, "'note' is on 'enter'"),
        ({"note": ""}, "'note' is on ''"),
        ({"shout": "q"}, "no verb is called 'shout'"),
    ],
)
def test_keys_that_collide_are_refused(tmp_path, keys, said):
    session = ReviewSession(some_rows(1), tmp_path / "labels.jsonl", "mira")
    with pytest.raises(ValueError, match="^" + said.replace("?", r"\?")):
        Reviewer(session, keys=keys)


@pytest.mark.parametrize("mode", ["Strict", "", None, 1])
def test_a_mode_that_is_none_is_refused(tmp_path, mode):
    session = ReviewSession(some_rows(1), tmp_path / "labels.jsonl", "mira")
    with pytest.raises(ValueError, match="use 'strict' or 'instant'"):
        Reviewer(session, mode)


def test_a_reviewer_shows_a_session_and_nothing_else():
    with pytest.raises(TypeError, match="got list; make one with"):
        Reviewer(some_rows(1))


def test_names_of_labels_are_shown_as_text_and_sent_back_as_they_are(tmp_path, journal):
    task = Task("tickets", "classification", labels=["<b>b</b>", "zero\u200bwidth"])
    rows = [chat(("user", "Hi"), ("assistant", "<b>b</b>"), id="r0")]
    page = ReviewPage(reviewed(tmp_path, rows, task=task))
    start = page.widget.snapshot()
    assert start["labels"] == ["<b>b</b>", "zero[U+200B]width"]
    page.send(page.label(0, start["labelValues"][1]))
    assert verdicts(journal) == [('id:"r0"', "zero\u200bwidth")]


def test_a_note_is_shown_with_hidden_characters_named(tmp_path):
    page = ReviewPage(reviewed(tmp_path))
    page.send(page.operation("note", value="turned \u202e round", place=0))
    shown = page.widget.snapshot()["window"]["rows"][0]["state"]
    assert any("[U+202E]" in str(each) for each in shown.values())


def test_the_line_that_stands_for_a_reviewer_says_where_it_is(page):
    page.send(page.label(0))
    assert repr(page.widget) == (
        "Reviewer(strict, mira: row 2 of 5 in All rows, 1 of 5 judged)"
    )
