#!/usr/bin/python3
"""The rehearsal: the practice partner inside this computer, from its sheet to a file on its disk, and nothing left behind."""

import re

import steps
from driver import MAIN
from journey import close, journey, main, start
from stage import make_file, sha256, tree, wait_until

SHEET = "Instruction Sheet"


def sheet_value(window, title):
    """What stands on the sheet beside a title."""
    row = window.find(title, "list item", SHEET)
    labels = [node.name for node in row.walk() if node.role == "label"]
    assert labels[0] == title and len(labels) > 1, labels
    return labels[1]


@journey("/journeys/practice-rehearsal")
def rehearsal(stage):
    mine = make_file(stage.outgoing / "first-order.edi", 50000)
    window = start(stage)
    window.read("Welcome to Waybill")
    before = {name: value for name, value in tree(stage.home).items() if "openbox" not in name}
    folders_before = set(stage.practice_folders())
    window.click("Start Practising")
    window.top(SHEET)
    values = {title: sheet_value(window, title)
              for title in ("Host", "Port", "User ID", "Password", "Password of the .pfx file")}
    folder = wait_until(lambda: next(iter(set(stage.practice_folders()) - folders_before), None), "the rehearsal's folder")

    # Step 1 of the sheet hands over the two files.
    window.click(re.compile("^Import"), within=SHEET)
    window.click("Next", within=steps.IMPORT)
    steps.give_pfx_password(window, values["Password of the .pfx file"])
    steps.finish_import(window)
    # Step 2: everything is typed.
    window.click(re.compile("^Set Up"), within=SHEET)
    editor = window.in_front("New Partner")
    steps.fill_partner(window, editor, "Practice Harbour", values["Host"], values["Port"], values["User ID"], values["Password"])
    steps.choose_identity(window, editor, "Practice client")
    steps.trust_authority(window, editor, "Waybill Practice Authority")
    steps.show_page(window, editor, "folders")
    steps.set_folders(window, editor, local=stage.outgoing, remote="/incoming")
    steps.save(window, editor)
    # Step 3.
    steps.connect(window, "Practice Harbour")
    steps.connected(window, "Practice Harbour")
    steps.send_all(window)
    steps.delivered(window, mine.name)
    wait_until(lambda: [sha256(path) for path in (folder / "partner").rglob(mine.name)] == [sha256(mine)],
               "the file on the practice partner's disk")

    # The rehearsal's own window closes, and takes everything with it.
    rehearsing = next(top for top in window.tops() if any(node.name == "You are rehearsing" for node in top.walk()))
    rehearsing.act("window.close")
    window.gone(SHEET)
    wait_until(lambda: not folder.exists(), "nothing is left of the rehearsal")
    after = {name: value for name, value in tree(stage.home).items() if "openbox" not in name}
    assert after == before, f"the person's folders: {set(after.items()) ^ set(before.items())}"
    assert stage.kept_secrets() == []
    window.in_front(MAIN)
    close(stage)


if __name__ == "__main__":
    main()
