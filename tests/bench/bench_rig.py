"""What the benchmarks stand on: a command measured, a real server started and its CPU read, medians, and the table. No workload."""

import collections
import ftplib
import json
import os
import pathlib
import re
import shutil
import signal
import ssl
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SERVERS = HERE.parent / "servers"
TICK = os.sysconf("SC_CLK_TCK")
HOURS = 6 * 3600

# One command that ran: seconds, CPU seconds, peak memory in MB, exit code, the last line it wrote as an error, the server's CPU.
Run = collections.namedtuple("Run", "wall cpu memory code error server")


class Missing(Exception):
    """Something that a benchmark needs is not here; the text says what."""


class Build:
    """Where the programs of one build lie."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.cli = self.folder / "waybill-cli"
        self.tools = self.folder / "tests" / "bench"
        self.certs = pathlib.Path(os.environ.get("WAYBILL_TEST_CERTS", self.folder / "tests" / "certs"))
        self.servers = pathlib.Path(os.environ.get("WAYBILL_TEST_SERVERS", self.folder / "servers-root"))
        for path, how in ((self.cli, "./dev build"), (self.tools / "bench-meter", "./dev build"),
                          (self.certs / "ca" / "root.pem", "./dev build")):
            if not path.exists():
                raise Missing("%s is missing: run %s" % (path, how))

    def tool(self, name):
        return str(self.tools / name)


class Scratch:
    """A folder of this run's own, in memory where the machine has it, removed at the end."""

    def __init__(self):
        place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="waybill-bench-", dir=place))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def describe(self):
        """The file system's kind and place, as the kernel names them."""
        best = ("", "unknown")
        with open("/proc/mounts", encoding="utf-8") as mounts:
            for line in mounts:
                _, where, kind = line.split()[:3]
                if str(self.path).startswith(where.rstrip("/") + "/") and len(where) > len(best[0]):
                    best = (where, kind)
        return "%s (%s)" % (best[1], best[0])

    def need(self, megabytes):
        free = shutil.disk_usage(self.path).free >> 20
        if free < megabytes:
            raise Missing("%d MB are needed in %s, %d are free" % (megabytes, self.path.parent, free))


def run(build, arguments, limit, settings=None, output=None, prefix=(), given=None):
    """Measures one command; output: a file for what it prints, else nowhere; given: text for its standard input."""
    read, write = os.pipe()
    with tempfile.TemporaryFile() as errors, open(output or os.devnull, "wb") as printed:
        process = subprocess.Popen(
            [build.tool("bench-meter"), str(int(limit)), str(write), *prefix, *map(str, arguments)],
            stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL, stdout=printed, stderr=errors,
            env=settings, pass_fds=(write,))
        os.close(write)
        try:
            process.communicate(given.encode() if given is not None else None, timeout=limit + 30)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        finally:
            with os.fdopen(read) as report:
                said = report.read().split()
        errors.seek(0, os.SEEK_END)
        errors.seek(max(0, errors.tell() - 4000))
        complaint = pick_complaint(errors.read().decode("utf-8", "replace"))
    if len(said) != 5:
        raise Missing("bench-meter said nothing about %s" % arguments[0])
    wall, user, system, memory = map(float, said[:4])
    return Run(wall, user + system, memory * 1024 / 1e6, int(said[4]), complaint, None)


def pick_complaint(text):
    """The line that says most: curl's own, a server's refusal, one that names an error, else the last."""
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
    for pattern in (r"curl: ", r"\b[45]\d\d [A-Z]", r"error|failed|fatal", ""):
        telling = [line for line in lines if re.search(pattern, line, re.IGNORECASE)]
        if telling:
            return telling[-1][-200:]
    return ""


class Server:
    """One real server of tests/servers, on loopback, ended with this run."""

    VERSION = {"proftpd": ("usr/sbin/proftpd", "-v"), "vsftpd": ("usr/sbin/vsftpd", "-v"), "pure-ftpd": ("usr/sbin/pure-ftpd", "-h")}
    REUSE = {"proftpd": "session reuse required", "vsftpd": "session reuse required", "pure-ftpd": "session reuse not required"}

    def __init__(self, build, name, folder, prefix=(), variant="explicit"):
        self.build, self.name, self.folder, self.prefix, self.variant = build, name, folder, list(prefix), variant
        self.script = SERVERS / (name + ".sh")
        self.settings = dict(os.environ, WAYBILL_TEST_SERVERS=str(build.servers), WAYBILL_FIXTURE_PARENT=str(os.getpid()),
                             WAYBILL_FIXTURE_SECONDS=str(HOURS))
        started = subprocess.run([*self.prefix, self.script, "start", folder, build.certs, variant], env=self.settings,
                                 capture_output=True, text=True, timeout=60, check=False)
        if started.returncode != 0:
            lines = started.stderr.strip().split("\n")
            raise Missing("%s does not run here: %s" % (name, lines[-1]))
        self.facts = dict(word.split("=", 1) for word in started.stdout.split())
        self.home = pathlib.Path(self.facts["home"])
        self.pid = int(self.facts["pid"])
        self.quiet = len(self.processes())

    def stop(self):
        subprocess.run([*self.prefix, self.script, "stop", self.folder], env=self.settings, check=False, timeout=60,
                       stdout=subprocess.DEVNULL)

    def processes(self):
        """CPU seconds of each of its processes, and of those that they saw end."""
        parents, used = {}, {}
        for name in os.listdir("/proc"):
            if not name.isdigit():
                continue
            try:
                with open("/proc/%s/stat" % name, encoding="utf-8", errors="replace") as stat:
                    text = stat.read()
            except OSError:
                continue
            comm, fields = text[text.index("(") + 1:text.rindex(")")], text[text.rindex(")") + 2:].split()
            parents[int(name)] = int(fields[1])
            if comm != "sleep":
                used[int(name)] = sum(map(int, fields[11:15])) / TICK
        own, grown = {self.pid}, True
        while grown:
            found = {pid for pid, parent in parents.items() if parent in own} - own
            own |= found
            grown = bool(found)
        return {pid: seconds for pid, seconds in used.items() if pid in own and pid != self.pid}

    def cpu(self):
        """CPU seconds so far, when the sessions of the last command have ended (or did not within a second)."""
        deadline = time.monotonic() + 1
        found = self.processes()
        while len(found) > self.quiet and time.monotonic() < deadline:
            time.sleep(0.02)
            found = self.processes()
        return sum(found.values())

    def version(self):
        program, option = self.VERSION[self.name]
        # vsftpd answers on its standard input.
        with tempfile.TemporaryFile() as said:
            subprocess.run([self.build.servers / program, option], stdin=said, stdout=said, stderr=said, timeout=10, check=False)
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().split("\n")
        return lines[0].replace("ProFTPD Version", "ProFTPD").split(" [")[0].replace("vsftpd: version", "vsftpd")

    def encryption(self):
        """What is agreed with it: version and cipher, as Python's client sees them; the peers may agree on another cipher."""
        context = ssl.create_default_context(cafile=str(self.build.certs / "ca" / "root.pem"))
        client = ftplib.FTP_TLS(context=context)
        try:
            client.connect(self.facts["host"], int(self.facts["port"]), timeout=20)
            client.host = "localhost"
            client.auth()
            return "%s, %s" % (client.sock.version(), client.sock.cipher()[0])
        except (OSError, EOFError, ftplib.Error) as error:
            return "TLS unknown (%s)" % error
        finally:
            client.close()

    def describe(self):
        reuse = "session reuse not required" if "noreuse" in self.variant else self.REUSE[self.name]
        return "%s, %s, %s, %s" % (self.version(), self.variant, self.encryption() if not self.prefix else "TLS", reuse)


def measure(build, server, arguments, limit, **keywords):
    """One command, and what the server spent on it."""
    before = server.cpu()
    result = run(build, arguments, limit, **keywords)
    return result._replace(server=max(0.0, server.cpu() - before))


class Row:
    """One peer in one workload: its runs, or why it is out."""

    def __init__(self, workload, title, peer, setting=""):
        self.workload, self.title, self.peer, self.setting = workload, title, peer, setting
        self.runs, self.out, self.extra, self.trial = [], None, {}, None

    def take(self, result, complaint=None):
        """False: the peer is out from now on."""
        if result.code == 124:
            self.out = "took longer than its limit"
        elif result.code != 0:
            self.out = "exit %d; %s%s" % (result.code, complaint + "; " if complaint else "", result.error or "it says nothing")
        elif complaint:
            self.out = complaint
        else:
            self.runs.append(result)
        return self.out is None

    def median(self, what):
        values = [getattr(result, what) for result in self.runs]
        return statistics.median(values) if values and self.out is None and None not in values else None

    def as_json(self):
        return {"workload": self.workload, "title": self.title, "peer": self.peer, "setting": self.setting, "out": self.out,
                "median": {what: self.median(what) for what in ("wall", "cpu", "server", "memory")}, **self.extra,
                "runs": [{"wall": one.wall, "cpu": one.cpu, "server": one.server, "memory": one.memory} for one in self.runs]}


def write_number(value, digits=3):
    return "-" if value is None else "%.*f" % (digits, value)


def print_rows(rows, own="waybill"):
    """One table for one workload; the ratio is of wall to our own."""
    ours = next((row.median("wall") for row in rows if row.peer == own), None)
    print("  %-10s %-26s %9s %17s %8s %9s %8s %7s" % ("", "setting", "wall s", "(least to most)", "CPU s", "server s", "MB", "ratio"))
    for row in rows:
        if row.out is not None:
            print("  %-10s %-26s OUT OF THE RUN: %s" % (row.peer, row.setting, row.out))
            continue
        walls = [result.wall for result in row.runs]
        wall = row.median("wall")
        ratio = wall / ours if wall is not None and ours else None
        span = "(%.3f to %.3f)" % (min(walls), max(walls)) if walls else ""
        print("  %-10s %-26s %9s %17s %8s %9s %8s %7s%s" % (
            row.peer, row.setting, write_number(wall), span, write_number(row.median("cpu")), write_number(row.median("server")),
            write_number(row.median("memory"), 1), write_number(ratio, 2),
            "".join("  %s %.4g" % pair for pair in row.extra.items())))
    sys.stdout.flush()


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        model = next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), "unknown")
    return {"cpu": model, "cores": len(os.sched_getaffinity(0)), "kernel": os.uname().release, "load": os.getloadavg()[0]}


def write_report(path, report):
    """Whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
    print("\nAll figures: %s" % path)


def end_when_told():
    """SIGTERM ends a run as Ctrl+C does: with its servers stopped and its folders removed."""
    def stop(*_):
        raise KeyboardInterrupt
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
