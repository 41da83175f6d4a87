#!/usr/bin/python3
"""The engine alone against real servers: bench-engine.py BUILD [OPTION...]; README.md says how to read it.

It moves between the server and memory, so that a profile of build/tests/bench/bench-engine shows little else. Writes
BUILD/bench-engine.json.
"""

import argparse
import json
import os
import sys
import time

sys.dont_write_bytecode = True

import bench_delay
import bench_rig
from bench_work import make_file

AHEAD = (1, 2, 3)
MANY = "hundred-thousand"
MILLISECONDS = 50


def read_options():
    parser = argparse.ArgumentParser(prog="bench engine", description=__doc__.split("\n")[0])
    parser.add_argument("build", help="the build's folder")
    parser.add_argument("--rounds", type=int, help="how often each runs (5; 3 with --quick)")
    parser.add_argument("--quick", action="store_true", help="smaller: 256 MiB, 500 files, 20,000 names, ProFTPD alone")
    parser.add_argument("--tiny", action="store_true", help="much too small for figures: does it run?")
    parser.add_argument("--servers", help="of proftpd,vsftpd,pure-ftpd (all; proftpd with --quick)")
    parser.add_argument("--limit", type=int, default=300, help="seconds one run may take (300)")
    parser.add_argument("--minutes", type=int, default=30, help="after which no further round begins (30)")
    options = parser.parse_args()
    size = 2 if options.tiny else 1 if options.quick else 0
    options.mib, options.files, options.entries = ((1024, 2000, 100000), (256, 500, 20000), (8, 30, 1000))[size]
    options.far = ((20, 60), (10, 30), (4, 12))[size]
    options.rounds = options.rounds or (5, 3, 1)[size]
    options.servers = (options.servers or ("proftpd" if size else "proftpd,vsftpd,pure-ftpd")).split(",")
    options.deadline = time.monotonic() + 60 * options.minutes
    if options.rounds < 1 or set(options.servers) - set(bench_rig.Server.VERSION):
        parser.error("rounds or servers that there are not")
    return options


def tasks(options):
    """(what it is called, how much it is of what, the program's words)."""
    mib, files = str(options.mib), str(options.files)
    for way, words in (("down", ["down", "down.bin"]), ("up", ["up", "up.bin", mib])):
        for kind in ("plain", "hash"):
            yield "%s MiB %s, %s" % (mib, way, kind), (options.mib * 1.048576, "MB"), words + [kind]
    for way, words in (("down", ["get", "small"]), ("up", ["put", "up"])):
        for ahead in AHEAD:
            yield "%s files of 4 KiB %s, %d at once on the session" % (files, way, ahead), (options.files, "files"), words + [
                files, str(ahead)]
    yield "%d names listed" % options.entries, (options.entries / 1000, "thousand"), ["list", MANY]


def lay(server, options):
    """What the server has to give; readable for all, and owned by its user where it is written to."""
    owner = os.stat(server.home)
    make_file(server.home / "down.bin", options.mib)
    for name in ("small", "up", MANY):
        (server.home / name).mkdir(mode=0o755)
        os.chown(server.home / name, owner.st_uid, owner.st_gid)
    for number in range(options.files):
        path = server.home / "small" / ("f%05d.edi" % number)
        path.write_bytes(os.urandom(4096))
        path.chmod(0o644)
    for number in range(options.entries):
        os.close(os.open(server.home / MANY / ("order-of-november-%06d.edi" % number), os.O_CREAT | os.O_WRONLY, 0o644))


def complain(words, said, server, options):
    """What came of it, when that is not what was asked for."""
    if words[0] == "list":
        return None if said["count"] == options.entries else "%d of %d names" % (said["count"], options.entries)
    size = options.mib << 20 if words[0] in ("down", "up") else 4096 * options.files
    if said["bytes"] != size:
        return "moved %d of %d bytes" % (said["bytes"], size)
    if words[0] == "up" and (server.home / "up.bin").stat().st_size != size:
        return "up.bin has another size"
    if words[0] == "put" and sum(path.stat().st_size for path in (server.home / "up").iterdir()) != size:
        return "files were lost"
    return None


def clean(server):
    (server.home / "up.bin").unlink(missing_ok=True)
    for path in (server.home / "up").iterdir():
        path.unlink()


def run_program(build, server, words, options, output, prefix=()):
    """Wall and CPU are what the program says of its work without the login, the server's CPU is of the whole."""
    clean(server)
    facts = server.facts
    given = "\n".join((facts["host"], facts["port"], facts["user"], facts["password"], str(build.certs / "ca" / "root.pem"))) + "\n"
    result = bench_rig.measure(build, server, [build.tool("bench-engine"), *words], options.limit, given=given, output=output,
                               prefix=prefix)
    if result.code != 0:
        return result, None
    said = json.loads(output.read_text())
    return result._replace(wall=said["seconds"], cpu=said["user"] + said["system"]), said


def run_task(build, server, row, words, options, scratch):
    result, said = run_program(build, server, words, options, scratch.path / "said")
    if said is None:
        row.take(result)
    elif row.take(result, complain(words, said, server, options)):
        row.extra.setdefault("said", []).append(said)


def print_table(rows):
    print("  %-46s %9s %18s %8s %9s %7s %9s %8s" % ("", "wall s", "a second", "CPU s", "server s", "MB", "switches", "resumed"))
    for row in rows:
        if row.out is not None:
            print("  %-46s FAILED: %s" % (row.setting, row.out))
            continue
        amount, unit = row.extra["amount"]
        middle = sorted(row.extra["said"], key=lambda one: one["seconds"])[len(row.runs) // 2]
        print("  %-46s %9.3f %18s %8.3f %9.3f %7.1f %9d %8d" % (
            row.setting, row.median("wall"), "%.0f %s" % (amount / row.median("wall"), unit), row.median("cpu"), row.median("server"),
            row.median("memory"), middle["switches"], middle["resumed"]))
    sys.stdout.flush()


def run_server(build, name, options, scratch):
    """All tasks on one server, in turn, round by round."""
    server = bench_rig.Server(build, name, scratch.path / name)
    try:
        print("\n%s" % server.describe(), flush=True)
        lay(server, options)
        rows = []
        for what, amount, words in tasks(options):
            row = bench_rig.Row("engine", what, "waybill", what)
            row.extra.update(amount=amount, server=server.describe())
            rows.append((row, words))
        for number in range(options.rounds):
            for row, words in rows:
                if row.out is None and (number == 0 or time.monotonic() < options.deadline):
                    run_task(build, server, row, words, options, scratch)
        print_table([row for row, _ in rows])
        return [row for row, _ in rows]
    finally:
        server.stop()


def run_far(build, options, scratch):
    """Round trips a file on one session, counted on the wire: what more files cost more. One round, the count is no matter of luck."""
    rows = []
    with bench_delay.Line(build, MILLISECONDS) as network:
        server = bench_rig.Server(build, "proftpd", scratch.path / "far", network.server)
        try:
            print("\nAt %d ms, %s; %s" % (MILLISECONDS, network.what, server.describe()), flush=True)
            lay(server, argparse.Namespace(**{**vars(options), "mib": 1, "entries": 1, "files": options.far[1]}))
            for what, verb, folder in (("down", "get", "small"), ("up", "put", "up")):
                for ahead in AHEAD:
                    setting = "files of 4 KiB %s, %d at once on the session" % (what, ahead)
                    row = bench_rig.Row("engine far", setting, "waybill", setting)
                    rows.append(row)
                    trips = []
                    for files in options.far:
                        network.reset()
                        result, _ = run_program(build, server, [verb, folder, str(files), str(ahead)], options, scratch.path / "said",
                                                network.client)
                        trips.append(network.round_trips())
                        row.take(result)
                    if row.out is None:
                        row.extra["trips"] = (trips[1] - trips[0]) / (options.far[1] - options.far[0])
                    print("  %-46s %s" % (setting, row.out or "%.2f round trips a file; %d files in %.2f s" % (
                        row.extra["trips"], options.far[1], row.runs[-1].wall)), flush=True)
        finally:
            server.stop()
    return rows


def main():
    options = read_options()
    bench_rig.end_when_told()
    rows, notes = [], []
    try:
        build = bench_rig.Build(options.build)
        with bench_rig.Scratch() as scratch:
            scratch.need(3 * len(options.servers) * options.mib + 200)
            machine = bench_rig.machine()
            print("%s, %d cores, Linux %s, load %.1f; the server's data in %s, ours in memory; %d rounds, medians%s" % (
                machine["cpu"], machine["cores"], machine["kernel"], machine["load"], scratch.describe(), options.rounds,
                "; TINY, its figures say nothing" if options.tiny else ""))
            for name in options.servers:
                try:
                    rows += run_server(build, name, options, scratch)
                except bench_rig.Missing as missing:
                    notes.append(str(missing))
                    print("\nLeft out: %s" % missing)
            try:
                rows += run_far(build, options, scratch)
            except bench_rig.Missing as missing:
                notes.append(str(missing))
                print("\nLeft out, the distance: %s" % missing)
            bench_rig.write_report(build.folder / "bench-engine.json", {
                "bench": "engine", "machine": machine, "data_in": scratch.describe(), "rounds": options.rounds, "notes": notes,
                "rows": [row.as_json() for row in rows]})
    except bench_rig.Missing as missing:
        sys.exit("bench engine: %s" % missing)
    except KeyboardInterrupt:
        sys.exit("bench engine: ended before its end; no report was written")


main()
