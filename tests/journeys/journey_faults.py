#!/usr/bin/python3
"""What goes wrong on the way: keyring, network, server and disk. Each time a sentence is shown, nothing is lost and nothing
hangs."""

import os
import re
import subprocess

import steps
from driver import MAIN, contains, starts
from journey import journey, main, start
from stage import PFX_PASSWORD, Skip, make_file, sha256, wait_until

# The keyring


@journey("/journeys/keyring-locked", limit=120, keyring="open")
def keyring_locked(stage):
    """Its own prompt is dismissed; Waybill asks instead, and the file goes out."""
    server = steps.ready(stage)
    make_file(stage.outgoing / "order.edi", 30000)
    stage.lock_keyring()
    window = start(stage)
    steps.connect(window, steps.PARTNER)
    stage.dismiss_prompts(lambda: server.saw("USER") or any("assword of" in title for title in window.titles()))
    assert steps.answer_secrets(window, server) > 0, "a locked keyring gave its secrets away"
    steps.send_and_check(stage, window, server)
    assert stage.keyring_is_locked()


@journey("/journeys/keyring-locked-first-start", keyring="locked")
def keyring_locked_first_start(stage):
    window = start(stage)
    window.read("The keyring is locked: passwords cannot be kept")
    window.click("Unlock…")
    stage.answer_prompt()
    window.wait(lambda: window.sees("Keyring is open"), "the keyring's new state", 20)
    assert stage.keyring_is_locked() is False


@journey("/journeys/keyring-absent", keyring="absent")
def keyring_absent(stage):
    server = stage.server()
    stage.import_client()
    stage.import_authority()
    stage.add_partner(steps.PARTNER, server, password=False)
    make_file(stage.outgoing / "order.edi", 30000)
    window = start(stage)
    steps.connect(window, steps.PARTNER)
    assert steps.answer_secrets(window, server, "No keyring is running") > 0
    steps.send_and_check(stage, window, server)
    for path in (stage.home / "data").rglob("*"):
        assert not path.is_file() or server.password.encode() not in path.read_bytes(), f"the password stands in {path.name}"


@journey("/journeys/keyring-killed", limit=120)
def keyring_killed(stage):
    """The keyring's daemon is killed while the window is open, before it is asked."""
    server = steps.ready(stage)
    make_file(stage.outgoing / "order.edi", 30000)
    window = start(stage)
    stage.kill_keyring()
    steps.connect(window, steps.PARTNER)
    assert steps.answer_secrets(window, server) > 0, "nothing was asked though the keyring is gone"
    steps.send_and_check(stage, window, server)


# The network and the server


@journey("/journeys/server-not-there-then-there")
def not_there(stage):
    server = steps.ready(stage)
    make_file(stage.outgoing / "order.edi", 30000)
    server.kill()
    window = start(stage)
    steps.connect(window, steps.PARTNER)
    window.read("could not be reached", MAIN, 40)
    server.start("explicit-mtls")
    window.click("Try Again", within=MAIN)
    steps.send_and_check(stage, window, server)


@journey("/journeys/server-killed-while-sending", limit=150)
def killed_while_sending(stage):
    """SIGKILL in the middle of a big file: a sentence; later the same row is tried again, and the file is whole."""
    server = steps.ready(stage)
    stage.cli("partner", "edit", steps.PARTNER, "--set", "retries=0")
    big = make_file(stage.outgoing / "catalogue.iso", 256 << 20)
    window = steps.connected_window(stage)
    steps.send_all(window)
    wait_until(lambda: any(path.stat().st_size > 1 << 20 for path in server.home.rglob("*") if path.is_file()),
               "the first megabyte on the partner's disk", 20)
    server.stall()
    server.kill()
    row = window.find(re.compile("^catalogue.iso.*(could not be reached|hung up|lost|Not delivered)"), None, MAIN, 60)
    print("figure: the row says:", row.name)
    server.start("explicit-mtls")
    steps.back_again(window, steps.PARTNER)
    window.click("Try catalogue.iso again", seconds=30)
    # What arrived of it before is its own part: it is replaced, and nobody is asked.
    wait_until(lambda: server.files().get("catalogue.iso") == sha256(big), "the whole file on the partner's disk", 90)


@journey("/journeys/server-stalled", limit=120)
def stalled(stage):
    """The server holds still for ten seconds in the middle of a file: the window answers all the while."""
    server = steps.ready(stage)
    big = make_file(stage.outgoing / "catalogue.iso", 256 << 20)
    window = steps.connected_window(stage)
    steps.send_all(window)
    wait_until(lambda: any(path.stat().st_size > 1 << 20 for path in server.home.rglob("*") if path.is_file()),
               "the first megabyte on the partner's disk", 20)
    server.stall()
    worst = window.slowest_ping(10)
    print(f"figure: the slowest answer of the window while the server held still for 10 s: {worst * 1000:.1f} ms")
    server.go_on()
    steps.delivered(window, "catalogue.iso", 60)
    assert server.files() == {"catalogue.iso": sha256(big)}
    assert worst < 0.25 * float(os.environ.get("WAYBILL_JOURNEY_FACTOR", "1")), f"the window was away for {worst:.3f} s"


@journey("/journeys/server-stalled-while-connecting", limit=120)
def stalled_connecting(stage):
    server = steps.ready(stage)
    make_file(stage.outgoing / "order.edi", 30000)
    window = start(stage)
    server.stall()
    steps.connect(window, steps.PARTNER)
    window.find("Stop", "push button", MAIN, usable=True)
    worst = window.slowest_ping(10)
    print(f"figure: the slowest answer of the window while it waited for a greeting for 10 s: {worst * 1000:.1f} ms")
    window.read("The server has not answered for", MAIN, 30)
    window.click("Stop", within=MAIN)
    window.find("Connect", "push button", MAIN, usable=True)
    server.go_on()
    window.press("ctrl+Return")
    steps.send_and_check(stage, window, server)
    assert worst < 0.25 * float(os.environ.get("WAYBILL_JOURNEY_FACTOR", "1")), f"the window was away for {worst:.3f} s"


# The disk


@journey("/journeys/disk-full", limit=120)
def disk_full(stage):
    """The folder on this computer has one megabyte; three are fetched, and then what fits."""
    stage.outgoing.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "waybill-journey", str(stage.outgoing)],
                             check=False, capture_output=True, text=True)
    if mounted.returncode != 0:
        raise Skip("a small disk needs the right to mount: " + mounted.stderr.strip())
    old = make_file(stage.outgoing / "notes.txt", 2000)
    kept = sha256(old)
    server = steps.ready(stage)
    make_file(server.home / "big.bin", 3 << 20)
    small = make_file(server.home / "small.bin", 20000)
    window = steps.connected_window(stage)
    steps.file_row(window, "big.bin")
    steps.fetch_all(window)
    row = window.find(re.compile("^big.bin.*(full|space|room)"), None, MAIN, 60)
    print("figure: the row says:", row.name)
    # The queue waits for the person, who makes room or, as here, goes on.
    window.click("Go On with All")
    wait_until(lambda: (stage.outgoing / "small.bin").exists(), "the file that fits", 30)
    assert sha256(stage.outgoing / "small.bin") == sha256(small)
    assert sha256(old) == kept
    wait_until(lambda: sorted(path.name for path in stage.outgoing.iterdir()) == ["notes.txt", "small.bin"],
               "nothing left of the file that did not fit")
    assert not any(name.startswith(".") for name in os.listdir(stage.outgoing))


if __name__ == "__main__":
    main()
