#!/usr/bin/python3
"""Waybill, curl, lftp and rclone in turn on the same servers: bench-transfer.py BUILD [OPTION...]; README.md says how to read it.

Prints tables, and writes BUILD/bench-transfer.json. A peer that is not here is said; one that loses a byte is out.
"""

import argparse
import sys
import time

sys.dont_write_bytecode = True

import bench_delay
import bench_judge
import bench_rig
from bench_peers import PEERS
from bench_work import Contest

NAMES = [peer.name for peer in PEERS]
MILLISECONDS = 50
# What each workload moves: whole, quick, and tiny for those who work on the benchmark itself.
SIZES = {
    "mib": (1024, 512, 8),
    "folders": (50, 10, 4),
    "files": (5000, 500, 40),
    "far": (500, 80, 16),
    "far_one": (100, 20, 4),
    "far_part": (40, 16, 4),
    "trips": (60, 30, 12),
    "trips_part": (20, 10, 4),
    "entries": (100000, 20000, 1000),
}


def read_options():
    parser = argparse.ArgumentParser(prog="bench transfer", description=__doc__.split("\n")[0])
    parser.add_argument("build", help="the build's folder")
    parser.add_argument("--rounds", type=int, help="how often each runs (5; 3 with --quick)")
    parser.add_argument("--quick", action="store_true", help="smaller: 512 MiB, 500 files, 20,000 names, ProFTPD alone")
    parser.add_argument("--tiny", action="store_true", help="much too small for figures: does it run?")
    parser.add_argument("--only", default="abcde", help="these workloads: letters of abcde")
    parser.add_argument("--servers", help="of proftpd,vsftpd,pure-ftpd (all; proftpd with --quick); (c) and (d) run on ProFTPD alone")
    parser.add_argument("--peers", default=",".join(NAMES), help="of " + ",".join(NAMES))
    parser.add_argument("--limit", type=int, default=300, help="seconds one command may take (300)")
    parser.add_argument("--minutes", type=int, default=90, help="after which no further round begins (90)")
    options = parser.parse_args()
    size = 2 if options.tiny else 1 if options.quick else 0
    for name, values in SIZES.items():
        setattr(options, name, values[size])
    options.rounds = options.rounds or (5, 3, 1)[size]
    options.servers = (options.servers or ("proftpd" if size else "proftpd,vsftpd,pure-ftpd")).split(",")
    options.peers = options.peers.split(",")
    options.deadline = time.monotonic() + 60 * options.minutes
    if options.rounds < 1 or set(options.servers) - set(bench_rig.Server.VERSION) or set(options.peers) - set(NAMES):
        parser.error("rounds, servers or peers that there are not")
    return options


class Bench:
    """One run: its servers, one after the other, and all rows."""

    def __init__(self, options, build, scratch):
        self.options, self.build, self.scratch = options, build, scratch
        self.rows, self.servers, self.notes, self.used = [], [], [], 0

    def note(self, text):
        print("\n" + text, flush=True)
        self.notes.append(text)

    def on(self, name, work, network=None):
        """Starts a server, lets work have a contest on it, and ends it; what is missing is said, and the rest goes on."""
        self.used += 1
        folder = self.scratch.path / str(self.used)
        folder.mkdir(mode=0o755)
        server = contest = None
        try:
            server = bench_rig.Server(self.build, name, folder / "server", network.server if network is not None else ())
            self.servers.append(server.describe())
            contest = Contest(self.options, self.build, server, folder / "client", network)
            work(contest)
        except bench_rig.Missing as missing:
            self.note("Left out: %s" % missing)
        finally:
            for row in contest.rows if contest is not None else ():
                row.extra["server"] = name
                self.rows.append(row)
            if server is not None:
                server.stop()

    def near(self, name):
        """The workloads on loopback as it is."""
        options = self.options

        def work(contest):
            if "a" in options.only:
                contest.one_file(options.mib)
            if "b" in options.only:
                contest.small_files(options.folders, options.files)
            if "d" in options.only and name == "proftpd":
                contest.many_names(options.entries)
            if "e" in options.only:
                contest.few_names()
        self.on(name, work)

    def far(self):
        """Those at a distance. The count is a run of its own, always on our own line."""
        options = self.options

        def work(contest):
            contest.far_files(8, options.far, options.far_part)
            contest.far_files(1, options.far_one, options.far_part // 2)
        try:
            with bench_delay.open_network(self.build, MILLISECONDS) as network:
                self.on("proftpd", work, network)
            with bench_delay.Line(self.build, MILLISECONDS) as network:
                self.on("proftpd", lambda contest: contest.round_trips(options.trips, options.trips_part), network)
        except bench_rig.Missing as missing:
            self.note("Left out, (c) or a part of it: %s" % missing)

    def run(self):
        options = self.options
        self.scratch.need(6 * options.mib + 200)
        for peer in PEERS:
            if peer.name in options.peers:
                print("%-10s %s" % (peer.name, peer.version(self.build) if peer.is_here(self.build) else
                                    "is not installed: left out of every table"))
        for name in options.servers:
            self.near(name)
        if "c" in options.only:
            self.far()

    def report(self):
        verdicts = bench_judge.judge(self.rows)
        bench_rig.write_report(self.build.folder / "bench-transfer.json", {
            "bench": "transfer", "machine": bench_rig.machine(), "data_in": self.scratch.describe(), "rounds": self.options.rounds,
            "tiny": self.options.tiny, "quick": self.options.quick,
            "peers": {peer.name: peer.version(self.build) for peer in PEERS if peer.is_here(self.build)},
            "servers": sorted(set(self.servers)), "notes": self.notes, "verdicts": verdicts,
            "rows": [row.as_json() for row in self.rows]})


def main():
    options = read_options()
    bench_rig.end_when_told()
    try:
        build = bench_rig.Build(options.build)
        with bench_rig.Scratch() as scratch:
            machine = bench_rig.machine()
            print("%s, %d cores, Linux %s, load %.1f; data in %s; %d rounds, medians%s" % (
                machine["cpu"], machine["cores"], machine["kernel"], machine["load"], scratch.describe(), options.rounds,
                "; TINY, its figures say nothing" if options.tiny else ""))
            bench = Bench(options, build, scratch)
            try:
                bench.run()
            except KeyboardInterrupt:
                bench.note("Ended before its end: what follows is of a part.")
            bench.report()
    except bench_rig.Missing as missing:
        sys.exit("bench transfer: %s" % missing)
    if bench.notes:
        sys.exit(1 if "Ended" in bench.notes[-1] else 0)


main()
