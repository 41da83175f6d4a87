"""The workloads: what lies on which side, what counts as arrived, and how the peers take turns. Who does it stands in bench_peers."""

import hashlib
import os
import shutil
import time

import bench_rig
from bench_peers import PEERS, Place, write_setting

SAMPLE = 50
SMALL = 4096
# Who is so many times slower than the fastest has shown it after one round.
HOPELESS = 10
NOWHERE_NEAR = 30
# Seconds a short run may take at least; else its share of the limit.
LEAST_TRIAL = 20


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_file(path, mib):
    """Bytes without a pattern that anything could use, and not a minute of making them."""
    piece = os.urandom(16 << 20)
    with open(path, "wb") as file:
        for number in range(0, mib, 16):
            file.write(number.to_bytes(8, "big"))
            file.write(piece[8:min(16, mib - number) << 20])
    os.chmod(path, 0o644)
    return digest(path)


class Tree:
    """Small files in folders, and what they must be when they have arrived."""

    def __init__(self, folder, folders, files):
        self.folder, self.sums = folder, {}
        names = ["order-%05d.edi" % number for number in range(files)]
        if folders > 1:
            names = ["partner-%02d/%s" % (number % folders, name) for number, name in enumerate(names)]
        self.names = sorted(names)
        for parent in {os.path.dirname(name) for name in names}:
            os.makedirs(folder / parent, exist_ok=True)
        for number, name in enumerate(self.names):
            content = os.urandom(SMALL)
            (folder / name).write_bytes(content)
            if number % SAMPLE == 0:
                self.sums[name] = hashlib.sha256(content).digest()
        for path in [folder, *folder.rglob("*")]:
            os.chmod(path, 0o755 if path.is_dir() else 0o644)

    def make_folders(self, folder, owner):
        for parent in {os.path.dirname(name) for name in self.names}:
            (folder / parent).mkdir(parents=True, exist_ok=True)
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, owner.st_uid, owner.st_gid)

    def complaint(self, folder):
        """What is wrong with the copy; None: nothing."""
        lost, wrong = 0, 0
        for name in self.names:
            try:
                wrong += os.stat(folder / name).st_size != SMALL
            except OSError:
                lost += 1
        found = sum(len(files) for _, _, files in os.walk(folder))
        if lost or wrong:
            return "lost %d of %d files, %d more have the wrong size" % (lost, len(self.names), wrong)
        if found != len(self.names):
            return "left %d files that nobody sent" % (found - len(self.names))
        for name, expected in self.sums.items():
            if hashlib.sha256((folder / name).read_bytes()).digest() != expected:
                return "%s has other bytes" % name
        return None


class Contest:
    """All the peers on one server."""

    def __init__(self, options, build, server, folder, network=None):
        self.options, self.build, self.server, self.folder = options, build, server, folder
        self.network = network
        self.prefix = network.client if network is not None else []
        self.place = Place(build, server, folder, self.prefix)
        self.peers = [kind(self.place) for kind in PEERS if kind.is_here(build) and kind.name in options.peers]
        self.got = folder / "got"
        self.rows = []

    def run(self, command, limit=None):
        return bench_rig.measure(self.build, self.server, command, limit or self.options.limit, settings=self.place.settings,
                                 prefix=self.prefix)

    def compare(self, workload, title, attempt, settings, trial, more=(), scale=1):
        """The best setting of each in a short run, then rounds in turn. attempt, trial: give (Run, complaint), or None: cannot be
        done; a trial is 1/scale of the work. more: (name, function) of what is measured besides the peers."""
        print("\n%s\n  %s" % (title, self.server.describe()), flush=True)
        rows, ways = [], {}
        for peer in self.peers:
            row = bench_rig.Row(workload, title, peer.name)
            setting = self.choose(row, peer, settings(peer), trial, scale)
            row.setting = write_setting(setting or {})
            rows.append(row)
            ways[row] = lambda peer=peer, setting=setting: attempt(peer, setting)
        self.drop_hopeless(rows)
        for name, way in more:
            row = bench_rig.Row(workload, title, name)
            rows.append(row)
            ways[row] = way
        for number in range(self.options.rounds):
            for row in rows[number % len(rows):] + rows[:number % len(rows)]:
                if row.out is None and self.goes_on(row, rows, number):
                    row.take(*ways[row]())
        bench_rig.print_rows(rows)
        self.rows += rows
        return rows

    @staticmethod
    def drop_hopeless(rows):
        """Nobody waits minutes for a peer that the short run has shown to be nowhere near."""
        fastest = min((row.trial for row in rows if row.trial is not None), default=0)
        for row in rows:
            if row.out is None and row.trial is not None and row.trial > NOWHERE_NEAR * fastest + 1:
                row.out = "%.0f times slower than the fastest, in a short run" % (row.trial / fastest)

    def goes_on(self, row, rows, number):
        """Time is bounded: a round begins before the deadline, and who is hopelessly behind runs once."""
        if number == 0:
            return True
        walls = [other.runs[0].wall for other in rows if other.runs and other.out is None]
        if not row.runs or time.monotonic() > self.options.deadline or row.runs[0].wall > HOPELESS * min(walls) + 1:
            row.extra["rounds"] = len(row.runs)
            return False
        return True

    def choose(self, row, peer, settings, trial, scale=1):
        best, fastest, complaint = None, None, None
        for setting in settings:
            done = trial(peer, setting, max(LEAST_TRIAL, self.options.limit / scale))
            if done is None:
                continue
            result, wrong = done
            if result.code != 0 or wrong:
                complaint = (result, wrong)
            elif fastest is None or result.wall < fastest:
                best, fastest = setting, result.wall
        row.trial = fastest
        if best is None:
            row.out = peer.why_not or "cannot do that"
            if complaint is not None:
                row.out = None
                row.take(*complaint)
                row.out += " (in a short run, 1/%d of it)" % scale if scale > 1 else ""
        elif fastest * scale > self.options.limit:
            row.out = "it would take about %d s (%.1f s for 1/%d of it): over the limit" % (fastest * scale, fastest, scale)
        return best

    # The workloads.

    def one_file(self, mib):
        """(a) One large file, each way; what sha256sum takes for it in the same rounds."""
        local, remote, name = self.folder / "local.bin", self.server.home / "up.bin", "%d MiB" % mib
        expected = make_file(local, mib)
        os.link(local, self.server.home / "down.bin")
        small = self.folder / "small.bin"
        small_sum = make_file(small, max(1, mib // 8))
        os.link(small, self.server.home / "small-down.bin")
        arrived = self.got.with_suffix(".bin")

        def attempt(source, down, wanted):
            def once(peer, setting, limit=None):
                target = arrived if down else remote
                target.unlink(missing_ok=True)
                if down:
                    command = peer.get_file("small-down.bin" if source is small else "down.bin", arrived, setting)
                else:
                    command = peer.put_file(source, "up.bin", setting)
                if command is None:
                    return None
                result = self.run(command, limit)
                return result, None if target.exists() and digest(target) == wanted else "the file has other bytes"
            return once

        def hash_file():
            return bench_rig.run(self.build, ["sha256sum", local], 120), None

        for down in (True, False):
            self.compare("a", "(a) one file of %s %s" % (name, "down" if down else "up"), attempt(local, down, expected),
                         lambda peer: peer.file_settings, attempt(small, down, small_sum), [("sha256sum", hash_file)])
        for path in (local, remote, small, arrived, self.server.home / "down.bin", self.server.home / "small-down.bin"):
            path.unlink(missing_ok=True)

    def attempt_tree(self, tree, remote, down, prepare=None):
        """remote: the tree's name at the server, when it is fetched."""
        def once(peer, setting, limit=None):
            target = self.got if down else self.server.home / "up"
            shutil.rmtree(target, ignore_errors=True)
            if peer.name == "curl":
                tree.make_folders(target, os.stat(self.server.home if not down else self.folder))
            if down:
                command = peer.get_tree(remote, target, tree.names, setting)
            else:
                command = peer.put_tree(tree.folder, "up", tree.names, setting)
            if command is None:
                return None
            if prepare is not None:
                prepare()
            result = self.run(command, limit)
            return result, tree.complaint(target)
        return once

    def lay(self, name, folders, files):
        """A tree at both ends."""
        tree = Tree(self.folder / name, folders, files)
        shutil.copytree(tree.folder, self.server.home / name, copy_function=os.link)
        return tree

    def small_files(self, folders, files):
        """(b) Many small files in folders, each way."""
        whole, part = self.lay("many", folders, files), self.lay("some", max(1, folders // 10), max(20, files // 10))
        for down in (True, False):
            self.compare("b", "(b) %d files of 4 KiB in %d folders %s" % (files, folders, "down" if down else "up"),
                         self.attempt_tree(whole, "many", down), lambda peer: peer.tree_settings, self.attempt_tree(part, "some", down),
                         scale=round(len(whole.names) / len(part.names)))

    @staticmethod
    def on_connections(connections):
        """The settings of a peer that is told how many connections to use; lftp's two ways of sending commands too."""
        def settings(peer):
            one = {"connections": connections}
            return (one, dict(one, sync="no")) if peer.name == "lftp" else (one,)
        return settings

    def far_files(self, connections, files, part):
        """(c) Small files at a distance, on so many connections."""
        whole, some = self.lay("far-%d" % connections, 1, files), self.lay("far-some-%d" % connections, 1, part)
        for down in (True, False):
            self.compare(
                "c%d" % connections, "(c) %d files of 4 KiB at %d ms, %d connection%s, %s; %s" % (
                    files, self.network.milliseconds, connections, "s" * (connections > 1), "down" if down else "up", self.network.what),
                self.attempt_tree(whole, whole.folder.name, down), self.on_connections(connections),
                self.attempt_tree(some, some.folder.name, down), scale=round(files / part))

    def round_trips(self, files, part):
        """(c) Round trips a file on one connection, counted in the line: what more files cost more."""
        whole, some = self.lay("trips", 1, files), self.lay("trips-some", 1, part)
        for down in (True, False):
            title = "(c) round trips a file on one connection, %s, counted on the wire (%d files less %d)" % (
                "down" if down else "up", files, part)
            print("\n%s\n  %s" % (title, self.server.describe()), flush=True)
            rows = [bench_rig.Row("trips", title, peer.name) for peer in self.peers]
            for row, peer in zip(rows, self.peers):
                few, all_of_them = (self.attempt_tree(tree, tree.folder.name, down, self.network.reset) for tree in (some, whole))
                setting = self.choose(row, peer, self.on_connections(1)(peer), few)
                row.setting = write_setting(setting or {})
                trips = []
                for once in (few, all_of_them):
                    if row.out is None and row.take(*once(peer, setting)):
                        trips.append(self.network.round_trips())
                if row.out is None:
                    row.runs = row.runs[1:]
                    row.extra["trips"] = (trips[1] - trips[0]) / (files - part)
            bench_rig.print_rows(rows)
            self.rows += rows

    def many_names(self, entries):
        """(d) A folder of many, listed."""
        folder = self.server.home / "hundred-thousand"
        folder.mkdir()
        for number in range(entries):
            os.close(os.open(folder / ("order-of-november-%06d.edi" % number), os.O_CREAT | os.O_WRONLY, 0o644))
        self.list("d", "(d) a folder of %d entries, listed" % entries, folder.name, entries)
        shutil.rmtree(folder)

    def few_names(self):
        """(e) From the start to the first listing."""
        folder = self.server.home / "ten"
        folder.mkdir(mode=0o755)
        for number in range(10):
            (folder / ("order-%d.edi" % number)).write_bytes(b"EDI")
        rounds, self.options.rounds = self.options.rounds, 4 * self.options.rounds
        self.list("e", "(e) start to first listing, 10 entries", folder.name, 10)
        self.options.rounds = rounds

    def list(self, workload, title, folder, entries):
        said = self.folder / "listing"

        def once(peer, setting, output=None):
            return bench_rig.measure(self.build, self.server, peer.list_folder(folder, setting), self.options.limit,
                                     settings=self.place.settings, output=output), None

        def first(peer, setting, _limit=None):
            """Its lines are counted once; the timed runs print to nowhere."""
            if peer.name == "curl" and self.server.name == "vsftpd":
                return None
            result = once(peer, setting, said)[0]
            with open(said, "rb") as lines:
                found = sum(1 for line in lines if b"order-" in line)
            return result, None if found == entries else "%d of %d entries" % (found, entries)

        for peer in self.peers:
            peer.why_not = peer.why_not or "this server has no MLSD"
        self.compare(workload, title, once, lambda peer: peer.list_settings, first)
