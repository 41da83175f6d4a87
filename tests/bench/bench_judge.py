"""What the figures are held against, as ratios of medians of one run. Nothing fails when one is missed: it is said, and by how much."""

import itertools
import os

PARSING = ("lftp", "rclone")


class Figures:
    """The rows of one workload, one way, on one server."""

    def __init__(self, rows):
        self.rows = {row.peer: row for row in rows}

    def own(self, what):
        return self.of("waybill", what)

    def of(self, peer, what):
        return self.rows[peer].median(what) if peer in self.rows else None

    def best(self, what, names=None):
        values = [row.median(what) for name, row in self.rows.items()
                  if name not in ("waybill", "sha256sum") and (names is None or name in names)]
        values = [value for value in values if value is not None]
        return min(values) if values else None


def ratio(one, *others):
    return None if one is None or None in others or sum(others) == 0 else one / sum(others)


def large_file(figures):
    wall, cpu = (figures.of("sha256sum", what) for what in ("wall", "cpu"))
    plain = None if None in (figures.own("cpu"), cpu) else figures.own("cpu") - cpu
    yield "wall to the best peer and sha256sum", ratio(figures.own("wall"), figures.best("wall"), wall), "at most", 1.0
    yield "CPU to the best peer and sha256sum", ratio(figures.own("cpu"), figures.best("cpu"), cpu), "at most", 0.9
    yield "CPU less sha256sum's, to the best peer (see also bench engine, plain)", ratio(plain, figures.best("cpu")), "at most", 1.0


def small_files(figures):
    yield "as fast as the best peer, times", ratio(figures.best("wall"), figures.own("wall")), "at least", 2.0
    server, cpu = figures.own("server"), figures.own("cpu")
    floor = None if None in (server, cpu) else (server + cpu) / len(os.sched_getaffinity(0))
    yield "or wall to the floor (server's CPU and ours on all cores)", ratio(figures.own("wall"), floor), "at most", 1.15


def far_files(figures):
    yield "as fast as the best peer, times", ratio(figures.best("wall"), figures.own("wall")), "at least", 2.0


def round_trips(figures):
    own = figures.rows.get("waybill")
    yield "round trips a file", own.extra.get("trips") if own is not None else None, "at most", 3.0


def many_names(figures):
    yield "wall to curl's bare listing", ratio(figures.own("wall"), figures.of("curl", "wall")), "at most", 1.1
    yield "wall to the best peer that parses", ratio(figures.own("wall"), figures.best("wall", PARSING)), "at most", 1.0
    yield "CPU to the best peer that parses", ratio(figures.own("cpu"), figures.best("cpu", PARSING)), "at most", 0.5
    yield "peak memory, MB", figures.own("memory"), "at most", 60.0


def few_names(figures):
    yield "wall to lftp", ratio(figures.own("wall"), figures.of("lftp", "wall")), "at most", 1.0


RULES = {"a": large_file, "b": small_files, "c1": far_files, "c8": far_files, "trips": round_trips, "d": many_names, "e": few_names}


def judge(rows):
    """Prints each figure with its goal, and gives them as values."""
    verdicts = []
    print("\nHeld against their goals")
    for (server, title), group in itertools.groupby(rows, key=lambda row: (row.extra.get("server", ""), row.title)):
        group = list(group)
        print("  %s; %s" % (title, server))
        met = None
        for what, figure, sense, goal in RULES[group[0].workload](Figures(group)):
            spared = met and what.startswith("or ")
            met = None if figure is None else figure <= goal if sense == "at most" else figure >= goal
            said = "not needed" if spared and not met else {True: "met", False: "MISSED", None: "no figure"}[met]
            met = met or spared
            print("    %-70s %8s  %s %.2f  %s" % (what, "-" if figure is None else "%.3f" % figure, sense, goal, said))
            verdicts.append({"server": server, "title": title, "what": what, "figure": figure, "sense": sense, "goal": goal, "met": met})
    return verdicts
