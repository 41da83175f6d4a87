#!/usr/bin/python3
"""One file down and up through FTPS, side by side with curl and lftp in one run, against a real ProFTPD on loopback.

bench-transfer.py WAYBILL-CLI [MIB [ROUNDS]]

Prints medians in seconds and each peer's ratio to Waybill. A peer that is not installed is left out; one that loses a byte is
out of the comparison, and the table says so. Nothing here asserts a time.
"""

import hashlib
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def run(arguments, **keywords):
    """Runs a command to its end, quietly; gives the seconds it took, or None when it failed."""
    begun = time.monotonic()
    done = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=300, **keywords)
    return time.monotonic() - begun if done.returncode == 0 else None


def digest(path):
    """SHA-256 of a file, or None when it is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


class Bench:
    """The server, the files, and the ways to move them."""

    def __init__(self, cli, mib, folder):
        self.cli, self.folder = cli, folder
        self.certs = pathlib.Path(os.environ["WAYBILL_TEST_CERTS"])
        started = subprocess.run(
            [HERE.parent / "servers" / "proftpd.sh", "start", folder / "server", self.certs, "explicit"],
            check=True, capture_output=True, text=True, timeout=60)
        self.facts = dict(word.split("=", 1) for word in started.stdout.split())
        self.home = pathlib.Path(self.facts["home"])
        self.local = folder / "local.bin"
        self.local.write_bytes(os.urandom(mib << 20))
        shutil.copy(self.local, self.home / "down.bin")
        self.expected = digest(self.local)
        self.settings = dict(os.environ, XDG_DATA_HOME=str(folder / "data"), XDG_STATE_HOME=str(folder / "state"),
                             LFTP_HOME=str(folder / "lftp"), HOME=str(folder))
        self.prepare()

    def prepare(self):
        """The secrets of all three lie in private files: none is in an argument list."""
        facts, authority = self.facts, self.certs / "ca" / "root.pem"
        secrets = self.folder / "secrets"
        secrets.touch(mode=0o600)
        secrets.write_text("[partner bench]\npassword=%s\n" % facts["password"])
        netrc = self.folder / ".netrc"
        netrc.touch(mode=0o600)
        netrc.write_text("machine localhost login %s password %s\n" % (facts["user"], facts["password"]))
        for arguments in (
                ["cert", "import", str(authority), "--label", "root"],
                ["partner", "add", "bench", "--host", "localhost", "--port", facts["port"], "--user", facts["user"],
                 "--system-trust", "no", "--authority", "root"]):
            subprocess.run([self.cli] + arguments, check=True, env=self.settings, timeout=60, stdout=subprocess.DEVNULL)

    def lftp_script(self, authority, command):
        """lftp logs in before TLS when the user comes from .netrc: so its script, a private file, names both."""
        script = self.folder / ("lftp-" + command[:3])
        script.touch(mode=0o600)
        script.write_text("set ssl:ca-file %s\nset ftp:ssl-force yes\nset ftp:ssl-protect-data yes\nopen -u %s,%s ftp://localhost:%s\n%s\n" % (
            authority, self.facts["user"], self.facts["password"], self.facts["port"], command))
        return str(script)

    def commands(self, peer):
        """(down, up) as command lines of one peer."""
        port, got = self.facts["port"], str(self.folder / "got.bin")
        authority = str(self.certs / "ca" / "root.pem")
        url = "ftp://localhost:%s/" % port
        common = ["--secrets", str(self.folder / "secrets"), "--overwrite", "yes"]
        lftp = [self.lftp_script(authority, "get -e down.bin -o " + got), self.lftp_script(authority, "put -e %s -o up.bin" % self.local)]
        return {
            "waybill": ([self.cli, "get", "bench", "down.bin", "--to", got] + common,
                        [self.cli, "put", "bench", str(self.local), "--to", "up.bin"] + common),
            "curl": (["curl", "-s", "-n", "--ssl-reqd", "--cacert", authority, url + "down.bin", "-o", got],
                     ["curl", "-s", "-n", "--ssl-reqd", "--cacert", authority, "-T", str(self.local), url + "up.bin"]),
            "lftp": (["lftp", "-f", lftp[0]], ["lftp", "-f", lftp[1]]),
        }[peer]

    def measure(self, peer, up):
        """One run; None when it failed or lost a byte."""
        arrived = self.home / "up.bin" if up else self.folder / "got.bin"
        arrived.unlink(missing_ok=True)
        seconds = run(self.commands(peer)[1 if up else 0], env=self.settings)
        return seconds if digest(arrived) == self.expected else None

    def stop(self):
        """Ends the server."""
        subprocess.run([HERE.parent / "servers" / "proftpd.sh", "stop", self.folder / "server"], check=False, timeout=60)


def main():
    cli = sys.argv[1]
    mib = int(sys.argv[2]) if len(sys.argv) > 2 else 512
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    peers = [peer for peer in ("waybill", "curl", "lftp") if peer == "waybill" or shutil.which(peer)]
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        bench = Bench(cli, mib, pathlib.Path(folder))
        try:
            print("%d MiB, %d rounds, ProFTPD on loopback, TLS, data in %s" % (mib, rounds, place or "the temporary folder"))
            for up in (False, True):
                times = {peer: [] for peer in peers}
                for _ in range(rounds):
                    for peer in peers:
                        times[peer].append(bench.measure(peer, up))
                report("up" if up else "down", times)
        finally:
            bench.stop()


def report(direction, times):
    """One line a peer."""
    own = [seconds for seconds in times["waybill"] if seconds is not None]
    for peer, seconds in times.items():
        lost = seconds.count(None)
        if lost:
            print("%-5s %-8s failed or lost bytes in %d of %d rounds: out of the comparison" % (direction, peer, lost, len(seconds)))
        else:
            median = statistics.median(seconds)
            ratio = " (%.2f times Waybill)" % (median / statistics.median(own)) if own and peer != "waybill" else ""
            print("%-5s %-8s %.3f s%s" % (direction, peer, median, ratio))


main()
