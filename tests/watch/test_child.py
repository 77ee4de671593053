from __future__ import annotations

import asyncio
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from talkwatch.child import Child, ChildLost, module

ECHO = """
import json, os, sys, time
for line in sys.stdin:
    said = json.loads(line)
    if said.get("do") == "die": print("a last word", file=sys.stderr, flush=True); os._exit(3)
    if said.get("do") == "hang": time.sleep(600)
    if said.get("do") == "noise": print("not JSON", flush=True); continue
    print(json.dumps({**said, "pid": os.getpid()}), flush=True)
"""
ARGV = (sys.executable, "-c", ECHO)


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie that nobody reaped counts as alive."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_message_is_answered_by_the_same_child_as_the_last() -> None:
    child = Child(ARGV, deadline=20)

    first, second = await child.ask({"n": 1}), await child.ask({"n": 2, "long": "x" * (3 << 20)})
    await child.close()

    assert (first["n"], second["n"], len(second["long"])) == (1, 2, 3 << 20)
    assert first["pid"] == second["pid"]
    assert child.starts == 1


async def test_a_message_may_have_a_body_and_a_reply_several_lines() -> None:
    code = """
import json, sys
source = sys.stdin.buffer
while line := source.readline():
    body = source.read(json.loads(line).get("bytes", 0))
    print(json.dumps({"size": len(body), "list": [1], "more": True}))
    print(json.dumps({"list": [2, 3], "more": True}))
    print(json.dumps({"list": [4], "last": body[-3:].decode()}), flush=True)
"""
    child = Child((sys.executable, "-c", code), deadline=20)

    first, second = await child.ask({}, b"x" * 1_000_000 + b"end"), await child.ask({})
    await child.close()

    assert first == {"size": 1_000_003, "list": [1, 2, 3, 4], "last": "end"}
    assert second == {"size": 0, "list": [1, 2, 3, 4], "last": ""}


BOUND = """
import sys
from talkwatch.bounded import allow_cpu
held = []
for line in sys.stdin:
    if "memory" in line:
        try:
            while len(held) < 64: held.append(bytearray(16 << 20))
        except MemoryError: pass
        print('{"blocks": %d}' % len(held), flush=True)
    else:
        allow_cpu(0.05)
        while True: pass
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux bounds what a process uses")
async def test_a_bounded_child_has_so_many_mebibytes_above_a_bare_interpreter(tmp_path: Path) -> None:
    (tmp_path / "bound.py").write_text(BOUND, encoding="utf-8")
    child = Child(("env", "-C", str(tmp_path), *module("bound", mebibytes=128)), deadline=20)

    reply = await child.ask({"do": "memory"})
    await child.close()

    assert 5 <= reply["blocks"] <= 8


async def test_a_child_that_uses_up_its_processor_time_is_late(tmp_path: Path) -> None:
    (tmp_path / "bound.py").write_text(BOUND, encoding="utf-8")
    child = Child(("env", "-C", str(tmp_path), *module("bound")), deadline=20, name="parser")

    with pytest.raises(ChildLost, match="the parser used up its processor time") as lost:
        await child.ask({"do": "spin"})

    assert lost.value.late


async def test_messages_sent_at_once_each_get_their_own_reply() -> None:
    child = Child(ARGV, deadline=20)

    replies = await asyncio.gather(*(child.ask({"n": n}) for n in range(20)))
    await child.close()

    assert [reply["n"] for reply in replies] == list(range(20))


async def test_a_child_that_dies_is_told_with_its_last_words_and_replaced() -> None:
    child = Child(ARGV, deadline=20, name="parser")

    with pytest.raises(ChildLost, match="the parser ended: a last word") as lost:
        await child.ask({"do": "die"})
    reply = await child.ask({"n": 1})
    await child.close()

    assert not lost.value.late
    assert reply["n"] == 1
    assert child.starts == 2


async def test_a_child_past_its_deadline_is_killed_and_replaced() -> None:
    child = Child(ARGV, deadline=20)
    before = (await child.ask({}))["pid"]
    child._deadline = 0.1

    with pytest.raises(ChildLost, match="no answer within") as lost:
        await child.ask({"do": "hang"})
    child._deadline = 20
    after = (await child.ask({}))["pid"]
    await child.close()

    assert lost.value.late
    assert before != after
    assert not is_alive(before)


async def test_a_reply_that_is_no_json_costs_the_child_its_place() -> None:
    child = Child(ARGV, deadline=20)

    with pytest.raises(ChildLost):
        await child.ask({"do": "noise"})
    await child.close()


async def test_after_a_message_is_cancelled_the_next_gets_its_own_reply() -> None:
    child = Child(ARGV, deadline=20)
    await child.ask({})
    waiting = asyncio.create_task(child.ask({"do": "hang"}))
    await asyncio.sleep(0)  # it takes its turn
    assert child._turn.locked()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    reply = await child.ask({"n": 2})
    await child.close()

    assert reply["n"] == 2


async def test_a_closed_child_is_gone() -> None:
    child = Child(ARGV, deadline=20)
    pid = (await child.ask({}))["pid"]

    await child.close()
    await child.close()

    assert not is_alive(pid)
    assert child.pid is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child of its parent's death")
def test_a_bounded_child_dies_with_its_parent_even_when_it_is_busy(tmp_path: Path) -> None:
    (tmp_path / "busy.py").write_text("import os\nprint(os.getpid(), flush=True)\nwhile True: pass\n", encoding="utf-8")
    parent = f"""
import subprocess, sys, os
from subprocess import PIPE
argv = [sys.executable, "-m", "talkwatch.bounded", "busy"]
child = subprocess.Popen(argv, stdin=PIPE, stdout=PIPE, cwd={str(tmp_path)!r})
print(int(child.stdout.readline()), flush=True)
sys.stdin.readline()
os._exit(0)
"""
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        pid = int(run.stdout.readline())
        handle = os.pidfd_open(pid)
        run.communicate("\n", timeout=20)

    ended, _, _ = select.select([handle], [], [], 10)
    os.close(handle)

    assert ended
