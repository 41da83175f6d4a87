"""Runs the journeys of one file and says of each how it went, as TAP. Each one has a process, a stage and a limit of
time of its own; one that fails leaves a picture, an outline of the window and what the program said."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import traceback

from driver import MAIN, Window
from stage import FACTOR, Skip, Stage, descendants, keep_orphans

LIMIT = 90
JOURNEYS = []
PICTURES = pathlib.Path(os.environ.get("WAYBILL_JOURNEY_PICTURES", "journey-pictures"))
SKIPPED, FAILED = 77, 1


def journey(name, limit=LIMIT, **stage):
    """Marks a function (stage) as the journey of that name; the rest says what its stage is like."""

    def note(function):
        JOURNEYS.append((name, function, limit, stage))
        return function

    return note


def start(stage, *arguments, **environment):
    """The program and its window."""
    stage.window = Window(stage.start(*arguments, **environment), PICTURES)
    stage.window.top(MAIN)
    return stage.window


def close(stage):
    """Ctrl+Q; the program ends well."""
    stage.window.press("ctrl+q")
    stage.assert_ended_well()


def _tail(path, lines=12):
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    except OSError:
        return []


def _tell(stage, name):
    """What helps to understand a failure."""
    window = getattr(stage, "window", None)
    base = name.strip("/").replace("/", "-")
    if window is not None:
        print("picture:", window.picture(base))
        if window.process.poll() is None:
            with open(PICTURES / f"{base}.txt", "w", encoding="utf-8") as file:
                file.write(window.outline())
            print("outline:", PICTURES / f"{base}.txt")
    for log in sorted(stage.folder.glob("program-*.log")) + sorted(stage.folder.glob("server-*/*.log")):
        for line in _tail(log):
            print(f"{log.parent.name}/{log.name}: {line}")


def _make(name):
    """One journey, in this process."""
    function, limit, options = next((row[1], row[2], row[3]) for row in JOURNEYS if row[0] == name)

    def late(number, frame):
        raise AssertionError(f"the journey took longer than {limit * FACTOR:g} s")

    signal.signal(signal.SIGALRM, late)
    signal.signal(signal.SIGTERM, late)
    signal.alarm(int(limit * FACTOR))
    try:
        with Stage(**options) as stage:
            try:
                function(stage)
                if stage.program is not None:
                    close(stage)
            except Skip:
                raise
            except BaseException:
                signal.alarm(int(30 * FACTOR))
                traceback.print_exc(file=sys.stdout)
                _tell(stage, name)
                return FAILED
    except Skip as reason:
        print("skip:", reason)
        return SKIPPED
    except BaseException:
        traceback.print_exc(file=sys.stdout)
        return FAILED
    return 0


def _end_all():
    for pid in descendants():
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _run(number, name, limit):
    child = subprocess.Popen([sys.executable, sys.argv[0], name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             stdin=subprocess.DEVNULL, text=True, errors="replace")
    try:
        said, _ = child.communicate(timeout=limit * FACTOR + 60 * FACTOR)
    except subprocess.TimeoutExpired:
        _end_all()
        said, _ = child.communicate()
        said += "\nended from outside"
    reason = re.search(r"^skip: (.*)", said, re.MULTILINE)
    if child.returncode == SKIPPED and reason:
        print(f"ok {number} {name} # SKIP {reason.group(1)}", flush=True)
        return
    for line in said.splitlines():
        # Of one that went well, its figures are told.
        if child.returncode != 0 or line.startswith("figure: "):
            print("#", line)
    print(f"{'ok' if child.returncode == 0 else 'not ok'} {number} {name}", flush=True)


def main():
    if len(sys.argv) > 1 and any(sys.argv[1] == row[0] for row in JOURNEYS):
        sys.exit(_make(sys.argv[1]))
    wanted = [row for row in JOURNEYS if len(sys.argv) < 2 or re.search(sys.argv[1], row[0])]
    keep_orphans()
    print(f"1..{len(wanted)}", flush=True)
    for number, (name, _, limit, _) in enumerate(wanted, 1):
        _run(number, name, limit)
