"""The lesson's call breaks in four ways, and the repaired one in none."""

from ftwidgets.synthesis.lesson_call import break_lesson_call


def test_the_lessons_call_breaks_in_each_scene_and_the_repaired_one_has_an_outcome():
    told = [
        (each.lesson.partition(":")[0], each.repaired) for each in break_lesson_call()
    ]
    assert [kind for kind, _ in told] == [
        "NotFoundError",
        "AttributeError",
        "JSONDecodeError",
        "JSONDecodeError",
    ]
    retired, thought, cut, fence = (said for _, said in told)
    assert "Use claude-sonnet-5-5 instead" in retired
    assert thought.startswith("ok:")
    assert cut.startswith("truncated:")
    assert fence.startswith("invalid:")
