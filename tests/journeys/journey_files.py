#!/usr/bin/python3
"""Many files, big files, two partners at once: what arrives is what was sent."""

import os
import re
import subprocess

import steps
from driver import MAIN
from journey import close, journey, main, start
from stage import make_file, sha256, tree, wait_until

PARTNER = "Harbour Foods"


def ready(stage, name=PARTNER, client="anna", file="modern.pfx", variant="explicit-mtls"):
    """A partner that was set up before."""
    server = stage.server(variant)
    stage.import_client(client, file)
    stage.add_partner(name, server, identity=client)
    return server


def connected_window(stage, name=PARTNER):
    window = start(stage)
    steps.connect(window, name)
    steps.connected(window, name)
    return window


def batch(stage):
    folder = stage.outgoing / "batch"
    for number in range(50):
        make_file(folder / ("late" if number % 5 == 0 else "") / f"invoice {number:02}.edi", 100 + 977 * number, bytes([number]))
    return {f"batch/{name}": value for name, value in tree(folder).items()}


def move(window, x, y, to_x, to_y):
    """The pointer, as a hand does it: slowly enough for each to say whether it takes what comes. GDK loses one that jumps."""
    for part in range(1, 21):
        window.mouse("mousemove", "--sync", x + (to_x - x) * part // 20, y + (to_y - y) * part // 20, "sleep", "0.02")
    for way in (1, -1, 1, -1, 1):
        window.mouse("mousemove_relative", "--sync", "--", way, way, "sleep", "0.2")


def windows():
    """Of the whole screen: what is dragged is a window of its own. What was dragged before may still be on its way back."""
    said = subprocess.run(["xwininfo", "-root", "-children"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^ +(0x[0-9a-f]+) ", said, re.MULTILINE))


def carry(window, x, y, to_x, to_y):
    """With the mouse. The button stays down. A hand sees that it has something before it goes on."""
    before = windows()
    window.mouse("mousemove", "--sync", x, y, "mousedown", "1")
    for part in range(1, 7):
        window.mouse("mousemove", "--sync", x + 4 * part, y + part, "sleep", "0.02")
    wait_until(lambda: windows() - before, "something hangs at the pointer")
    move(window, x + 24, y + 6, to_x, to_y)


def drag(window, row, target):
    carry(window, *window.place_of(row), *window.place_of(target))
    window.mouse("mouseup", "1")


# Where the other program's window is.
OUTSIDE = (1450, 450)


def beside_another_program(stage):
    """The connected window at the left, the other program's at the right."""
    stage.start_drop_target(1310, 200, 280, 500)
    window = connected_window(stage)
    window.in_front(MAIN)
    window.mouse("getactivewindow", "windowsize", "--sync", 1250, 820, "windowmove", 10, 30, "sleep", "0.5")
    return window


def carry_out(stage, window, name):
    """Over the other program's window, which asks at once what comes."""
    carry(window, *window.place_of(steps.file_row(window, name)), *OUTSIDE)
    wait_until(lambda: "entered without files" in stage.drop_target_said(), "the other program sees that something comes")


@journey("/journeys/folder-of-50-dragged")
def dragged(stage):
    """The folder's row is dragged from this computer's pane onto the partner's, where another file is already."""
    stage.import_authority()
    server = ready(stage)
    expected = batch(stage)
    there = make_file(server.home / "read me first.txt", 500)
    expected[there.name] = sha256(there)
    window = connected_window(stage)
    drag(window, steps.file_row(window, "batch"), steps.file_row(window, there.name))
    wait_until(lambda: server.files() == expected, "50 files on the partner's disk", 40)
    assert len(server.deliveries()) == 50 and {row[0] for row in server.deliveries()} == {"CN = anna, O = Lab"}


@journey("/journeys/folder-of-50-dragged-onto-an-empty-folder")
def dragged_onto_empty(stage):
    """The empty pane says “Drop files here to send them”."""
    stage.import_authority()
    server = ready(stage)
    expected = batch(stage)
    window = connected_window(stage)
    drag(window, steps.file_row(window, "batch"), window.read("Drop files here to send them"))
    wait_until(lambda: server.files() == expected, "50 files on the partner's disk", 40)


@journey("/journeys/folder-of-50-by-keys")
def by_keys(stage):
    stage.import_authority()
    server = ready(stage)
    expected = batch(stage)
    window = connected_window(stage)
    steps.send_all(window)
    wait_until(lambda: server.files() == expected, "50 files on the partner's disk", 40)


@journey("/journeys/dragged-out-to-another-program", size="1600x900")
def dragged_out(stage):
    """A folder of the partner is let go over another program's window: it gets the files when all of them are here."""
    stage.import_authority()
    server = ready(stage)
    for number in range(12):
        make_file(server.home / "out" / ("late" if number % 3 == 0 else "") / f"order {number:02}.edi", 1000 + 9973 * number, bytes([number]))
    expected = server.files()
    window = beside_another_program(stage)
    carry_out(stage, window, "out")
    assert not server.saw("RETR") and not stage.dragged_folders(), "fetched although the button is down"
    window.mouse("mouseup", "1")
    wait_until(lambda: "copied all" in stage.drop_target_said(), "the other program has copied", 40)
    assert stage.drop_target_said()[-2:] == ["dropped 1", "copied all"], stage.drop_target_said()
    assert tree(stage.dropped) == expected
    assert sum(line.startswith("RETR ") for line in server.commands()) == 12
    window.find(re.compile("^order 11.edi.*Fetched"), None, MAIN)
    assert not list(stage.outgoing.iterdir()), "something was put where it was not dropped"
    # Only the owner looks into the folder. It outlives the program, for somebody may still be copying, and is swept a day later.
    assert [folder.stat().st_mode & 0o7777 for folder in stage.dragged_folders()] == [0o700]
    close(stage)
    for folder in stage.dragged_folders():
        os.utime(folder, (0, 0))
    start(stage)
    wait_until(lambda: not stage.dragged_folders(), "the old folder is gone")


def in_the_middle(stage):
    """A big file was let go over the other program's window; the server holds still before all of it is here."""
    stage.import_authority()
    server = ready(stage)
    make_file(server.home / "catalogue.iso", 256 << 20)
    make_file(server.home / "order.edi", 300000)
    make_file(stage.outgoing / "read me.txt", 100)
    window = beside_another_program(stage)
    carry_out(stage, window, "catalogue.iso")
    window.mouse("mouseup", "1")
    wait_until(lambda: any(path.stat().st_size > 1 << 20 for folder in stage.dragged_folders() for path in folder.iterdir()),
               "the first megabyte", 20)
    server.stall()
    assert "knows files" not in stage.drop_target_said()
    return server, window


@journey("/journeys/dragged-out-and-stopped", size="1600x900", limit=120)
def dragged_out_and_stopped(stage):
    """In the middle of the fetch a person stops it: the other program gets nothing, and not a part of it."""
    server, window = in_the_middle(stage)
    steps.cancel(window, "catalogue.iso")
    server.go_on()
    window.find(re.compile("^catalogue.iso.*Stopped"), None, MAIN, 30)
    # X11 has no word for "it failed": the other program is told of no file at all.
    wait_until(lambda: "copied all" in stage.drop_target_said(), "the other program has done what it can")
    assert "dropped 0" in stage.drop_target_said() and not list(stage.dropped.iterdir())


@journey("/journeys/dragged-out-and-another-one-between-the-panes", size="1600x900", limit=120)
def dragged_twice(stage):
    """While the other program waits for its file, another one is dragged to this computer's pane."""
    server, window = in_the_middle(stage)
    drag(window, steps.file_row(window, "order.edi"), steps.file_row(window, "read me.txt"))
    server.go_on()
    wait_until((stage.outgoing / "order.edi").exists, "the file in this computer's folder", 40)
    wait_until(lambda: "copied all" in stage.drop_target_said(), "the other program has copied", 40)
    assert tree(stage.dropped) == {"catalogue.iso": sha256(server.home / "catalogue.iso")}
    assert sha256(stage.outgoing / "order.edi") == sha256(server.home / "order.edi")
    assert len(stage.dragged_folders()) == 1 and not (stage.outgoing / "catalogue.iso").exists()


@journey("/journeys/dragged-over-another-program-into-our-pane", size="1600x900")
def dragged_over(stage):
    """Let go over our own sidebar nothing happens. Then the pointer passes over another program on its way to this computer's pane: the
    file is fetched once, to where it was let go."""
    stage.import_authority()
    server = ready(stage)
    file = make_file(server.home / "order.edi", 300000)
    make_file(stage.outgoing / "read me.txt", 100)
    window = beside_another_program(stage)
    drag(window, steps.file_row(window, "order.edi"), window.find("Certificates", "push button", MAIN))
    there = window.place_of(steps.file_row(window, "read me.txt"))
    carry_out(stage, window, "order.edi")
    move(window, *OUTSIDE, *there)
    window.mouse("mouseup", "1")
    wait_until((stage.outgoing / "order.edi").exists, "the file in this computer's folder", 20)
    assert sha256(stage.outgoing / "order.edi") == sha256(file)
    window.find(re.compile("^order.edi.*Fetched"), None, MAIN)
    assert sum(line.startswith("RETR ") for line in server.commands()) == 1 and not stage.dragged_folders()
    assert not list(stage.dropped.iterdir())


@journey("/journeys/cancel-and-retry", limit=120)
def cancel_and_retry(stage):
    """A big file is fetched; in its middle it is stopped. Nothing of that name is there until it is whole."""
    stage.import_authority()
    server = ready(stage)
    big = make_file(server.home / "catalogue.iso", 256 << 20)
    target = stage.outgoing / "catalogue.iso"
    window = connected_window(stage)
    steps.file_row(window, "catalogue.iso")
    steps.fetch_all(window)
    # In the middle: something is here, and the server holds still.
    wait_until(lambda: any(path.stat().st_size > 1 << 20 for path in stage.outgoing.iterdir()), "the first megabyte", 20)
    server.stall()
    assert not target.exists(), "a part of the file has the file's name"
    steps.cancel(window, "catalogue.iso")
    server.go_on()
    window.find(re.compile("^catalogue.iso.*Stopped"), None, MAIN, 30)
    assert not target.exists(), "a stopped file has the file's name"
    window.click("Try catalogue.iso again")
    wait_until(target.exists, "the whole file", 60)
    assert sha256(target) == sha256(big)
    wait_until(lambda: [path.name for path in stage.outgoing.iterdir()] == ["catalogue.iso"], "nothing beside it")


@journey("/journeys/two-partners-at-once")
def two_partners(stage):
    stage.import_authority()
    harbour = ready(stage)
    mill = ready(stage, "Old Mill", "berta", "berta.pfx")
    file = make_file(stage.outgoing / "order.edi", 200000)
    window = connected_window(stage)
    steps.connect(window, "Old Mill")
    steps.connected(window, "Old Mill")
    steps.connected(window, PARTNER)
    steps.send_all(window)
    wait_until(lambda: mill.files() == {"order.edi": sha256(file)}, "the file at the Old Mill", 20)
    assert harbour.files() == {}
    # The other tab is still connected, as somebody else.
    steps.select(window, PARTNER)
    steps.send_all(window)
    wait_until(lambda: harbour.files() == {"order.edi": sha256(file)}, "the file at Harbour Foods", 20)
    assert {row[0] for row in harbour.deliveries()} == {"CN = anna, O = Lab"}, harbour.deliveries()
    assert {row[0] for row in mill.deliveries()} == {"CN = berta, O = Lab"}, mill.deliveries()
    for server in (harbour, mill):
        assert sum(line.startswith("USER") for line in server.commands()) >= 1


if __name__ == "__main__":
    main()
