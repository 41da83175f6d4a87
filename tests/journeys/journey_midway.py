#!/usr/bin/python3
"""What goes wrong in the middle of the other journeys: while files are imported, a partner is saved, a question stands, a rehearsal
runs or another partner is at work. Each time a sentence is shown, nothing is kept by halves, and afterwards the person goes on."""

import re
import shutil
import subprocess

import steps
from driver import MAIN, starts
from journey import journey, main, start
from stage import CERTS, PFX_PASSWORD, Skip, make_file, sha256, tree, wait_until

FULL = re.compile("is full|no room")


def letter(stage):
    """The partner's two files, where a person has saved them."""
    return [stage.home / shutil.copy(path, stage.home) for path in (CERTS / "client" / "modern.pfx", CERTS / "ca" / "root.pem.cer")]


def kept(stage):
    """What the program has stored, file by file."""
    return tree(stage.home / "data" / "waybill")


def small_disk(folder, size="1m"):
    """The folder on a disk of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "waybill-journey", str(folder)],
                             check=False, capture_output=True, text=True)
    if mounted.returncode != 0:
        raise Skip("a small disk needs the right to mount: " + mounted.stderr.strip())


def fill_up(folder):
    """Not a byte is left. Returns the file that took them."""
    filler = folder / "filler"
    with open(filler, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return filler


# The first start


@journey("/journeys/midway/import-keyring-killed", limit=120)
def import_keyring_killed(stage):
    """The keyring goes while the assistant is open: everything is imported, what could not be kept is told, and as long
    as the program runs it is remembered."""
    server = stage.server()
    stage.outgoing.mkdir()
    make_file(stage.outgoing / "order.edi", 30000)
    window = start(stage)
    steps.open_import(window, *letter(stage))
    stage.kill_keyring()
    steps.give_pfx_password(window, PFX_PASSWORD)
    steps.finish_import(window)
    assert "anna client" in stage.cli("cert", "list") and "Lab Root CA" in stage.cli("cert", "list")
    editor = steps.new_partner(window)
    steps.fill_partner(window, editor, steps.PARTNER, "localhost", server.port, server.user, server.password)
    steps.choose_identity(window, editor, "anna client")
    steps.trust_authority(window, editor, "Lab Root CA")
    steps.show_page(window, editor, "folders")
    steps.set_folders(window, editor, local=stage.outgoing)
    steps.save(window, editor)
    window.click("Close", within=window.in_front("The password was not kept"))
    window.gone("The password was not kept")
    steps.connect(window, steps.PARTNER)
    steps.send_and_check(stage, window, server)


@journey("/journeys/midway/import-disk-full", limit=120)
def import_disk_full(stage):
    """No room for what is imported: nothing of it is stored; with room, the same click does it."""
    small_disk(stage.home / "data" / "waybill")
    window = start(stage)
    top = steps.open_import(window, *letter(stage))
    steps.give_pfx_password(window, PFX_PASSWORD)
    for step in "345":
        window.read(f"Step {step} of 6", top)
        if step != "5":
            window.click("Next", within=top)
    before = kept(stage)
    filler = fill_up(stage.home / "data" / "waybill")
    window.click("Import", within=top)
    window.read(FULL, top)
    filler.unlink()
    assert kept(stage) == before, "something was stored by halves"
    window.click("Import", within=top)
    window.read("Step 6 of 6", top)
    window.click("Close", within=top)
    window.gone(steps.IMPORT)
    assert "anna client" in stage.cli("cert", "list") and "Lab Root CA" in stage.cli("cert", "list")
    assert stage.kept_secrets() == [PFX_PASSWORD]


@journey("/journeys/midway/partner-disk-full", limit=120)
def partner_disk_full(stage):
    """No room for the partner: the editor stays with everything typed, and nothing of it is stored."""
    small_disk(stage.home / "data" / "waybill")
    server = stage.server()
    window = start(stage)
    editor = steps.new_partner(window)
    steps.fill_partner(window, editor, steps.PARTNER, "localhost", server.port, server.user, server.password)
    before = kept(stage)
    filler = fill_up(stage.home / "data" / "waybill")
    window.click("Save", within=editor)
    window.read(FULL, editor)
    filler.unlink()
    assert kept(stage) == before and stage.partner_file(steps.PARTNER) == "", "something was stored by halves"
    window.click("Save", within=editor)
    window.gone("New Partner")
    window.find(starts(steps.PARTNER + ","), "list item", MAIN)
    assert f"Port={server.port}" in stage.partner_file(steps.PARTNER)
    assert stage.kept_secrets() == [server.password]


# Trust


def open_question(stage):
    """A server whose authority nobody knows, and the question about it."""
    server = stage.server("explicit-mtls")
    stage.import_client()
    stage.add_partner(steps.PARTNER, server, authority=None, system_trust=True)
    make_file(stage.outgoing / "order.edi", 30000)
    window = start(stage)
    steps.connect(window, steps.PARTNER)
    question = f"Is this really {steps.PARTNER}?"
    window.in_front(question)
    return window, server, question


@journey("/journeys/midway/trust-server-killed", limit=120)
def trust_server_killed(stage):
    """The server goes while the question stands: the answer is kept, the failure told, and the next try asks nothing."""
    window, server, question = open_question(stage)
    server.kill()
    window.tick(starts("Trust this authority"), within=question)
    window.click("Trust and Connect", within=question)
    window.gone(question)
    window.read(re.compile("could not be reached|hung up|lost"), MAIN, 40)
    assert "Authorities=" in stage.partner_file(steps.PARTNER)
    server.start("explicit-mtls")
    window.click("Try Again", within=MAIN)
    steps.send_and_check(stage, window, server)


@journey("/journeys/midway/trust-keyring-killed", limit=120)
def trust_keyring_killed(stage):
    window, server, question = open_question(stage)
    stage.kill_keyring()
    window.tick(starts("Trust this authority"), within=question)
    window.click("Trust and Connect", within=question)
    window.gone(question)
    steps.answer_secrets(window, server)
    steps.send_and_check(stage, window, server)


@journey("/journeys/midway/trust-disk-full", limit=120)
def trust_disk_full(stage):
    """What was answered cannot be kept: it is told, and no half of it is stored. It holds for this once; the next time asks again."""
    small_disk(stage.home / "data" / "waybill")
    window, server, question = open_question(stage)
    before = kept(stage)
    filler = fill_up(stage.home / "data" / "waybill")
    window.tick(starts("Trust this authority"), within=question)
    window.click("Trust and Connect", within=question)
    told = window.in_front(FULL, 30)
    filler.unlink()
    assert kept(stage) == before, "something was stored by halves"
    window.click("Close", within=told)
    window.gone(FULL)
    steps.send_and_check(stage, window, server)
    window.click("Disconnect", within=MAIN)
    window.wait(lambda: server.saw("QUIT"), "goodbye at the server")
    steps.connect(window, steps.PARTNER)
    window.in_front(question)
    window.press("Escape")
    window.gone(question)


# At work


@journey("/journeys/midway/sending-keyring-killed", limit=150)
def sending_keyring_killed(stage):
    """The keyring goes in the middle of a file, and then the connection: the file is sent whole once the password was typed."""
    server = steps.ready(stage)
    stage.cli("partner", "edit", steps.PARTNER, "--set", "retries=0")
    big = make_file(stage.outgoing / "catalogue.iso", 256 << 20)
    window = steps.connected_window(stage)
    steps.send_all(window)
    wait_until(lambda: any(path.stat().st_size > 1 << 20 for path in server.home.rglob("*") if path.is_file()),
               "the first megabyte on the partner's disk", 20)
    server.stall()
    stage.kill_keyring()
    server.kill()
    window.find(re.compile("^catalogue.iso.*(could not be reached|hung up|lost|Not delivered)"), None, MAIN, 60)
    server.start("explicit-mtls")
    window.click(re.compile("^(Try [Aa]gain(, .*)?|Connect)$"), within=MAIN, seconds=30)
    steps.answer_secrets(window, server)
    window.click("Try catalogue.iso again", seconds=30)
    wait_until(lambda: server.files().get("catalogue.iso") == sha256(big), "the whole file on the partner's disk", 90)


@journey("/journeys/midway/one-stalls-the-other-delivers", limit=120)
def one_stalls(stage):
    """A partner's server holds still in the middle of a file: the other partner gets its own meanwhile."""
    harbour = steps.ready(stage)
    stage.import_client("berta", "berta.pfx")
    mill = stage.server("explicit-mtls")
    stage.add_partner("Old Mill", mill, identity="berta")
    big = make_file(stage.outgoing / "catalogue.iso", 128 << 20)
    window = steps.connected_window(stage)
    steps.send_all(window)
    wait_until(lambda: any(path.stat().st_size > 1 << 20 for path in harbour.home.rglob("*") if path.is_file()),
               "the first megabyte on the partner's disk", 20)
    harbour.stall()
    steps.connect(window, "Old Mill")
    steps.connected(window, "Old Mill")
    steps.send_all(window)
    wait_until(lambda: mill.files() == {"catalogue.iso": sha256(big)}, "the file at the Old Mill", 40)
    harbour.go_on()
    wait_until(lambda: harbour.files() == {"catalogue.iso": sha256(big)}, "the file at Harbour Foods", 60)


if __name__ == "__main__":
    main()
