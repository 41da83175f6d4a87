#!/usr/bin/python3
"""Many files, big files, two partners at once: what arrives is what was sent."""

import re

import steps
from driver import MAIN
from journey import journey, main, start
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


def drag(window, row, target):
    """With the mouse, as a hand does it: slowly enough for each to say whether it takes it."""
    (x, y), (to_x, to_y) = window.place_of(row), window.place_of(target)
    window.mouse("mousemove", "--sync", x, y, "mousedown", "1")
    for part in range(1, 21):
        window.mouse("mousemove", "--sync", x + (to_x - x) * part // 20, y + (to_y - y) * part // 20, "sleep", "0.02")
    window.mouse("mousemove_relative", "--sync", "1", "1", "sleep", "0.3", "mouseup", "1")


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
