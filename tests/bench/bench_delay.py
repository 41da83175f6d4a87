"""A network of one's own with a round-trip time, for one run: namespaces that go when it ends. Netem delays the loopback of one
namespace, where the kernel has it; else, and wherever round trips are counted, bench-delay is the line between two."""

import contextlib
import os
import shutil
import subprocess

import bench_rig

ADDRESSES = ("10.77.0.1", "10.77.0.2")


def ip(*arguments, program="ip"):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=20, check=False)
    if done.returncode != 0:
        raise bench_rig.Missing("%s %s: %s" % (program, " ".join(map(str, arguments)), done.stderr.strip().split("\n")[-1]))


def inside(namespace):
    return ["ip", "netns", "exec", namespace]


class Network:
    """What both kinds share. client and server: what stands before a command that shall run at that end."""

    def __init__(self, build, milliseconds):
        if os.getuid() != 0:
            raise bench_rig.Missing("a delay needs root, for network namespaces")
        if shutil.which("ip") is None:
            raise bench_rig.Missing("a delay needs ip (Debian's iproute2)")
        self.build, self.milliseconds = build, milliseconds
        self.spaces, self.line = [], None

    def add(self, end):
        name = "waybill-bench-%d-%s-%d" % (os.getpid(), end, id(self) % 9973)
        ip("netns", "add", name)
        self.spaces.append(name)
        ip("-n", name, "link", "set", "lo", "up")
        return name

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            stack.callback(self.take_down)
            self.set_up()
            stack.pop_all()
        return self

    def __exit__(self, *_):
        self.take_down()

    def take_down(self):
        if self.line is not None:
            self.line.stdin.close()
            self.line.wait(timeout=10)
            self.line = None
        while self.spaces:
            subprocess.run(["ip", "netns", "del", self.spaces.pop()], capture_output=True, timeout=20, check=False)


class Netem(Network):
    """Both ends in one namespace; each packet on its loopback waits half of the time."""

    what = "netem"

    def set_up(self):
        space = self.add("both")
        ip("-n", space, "qdisc", "add", "dev", "lo", "root", "netem", "delay", "%dus" % (self.milliseconds * 500), "limit", "100000",
           program="tc")
        self.client = self.server = inside(space)


class Line(Network):
    """The server keeps to its loopback address, as its fixture will have it; the client reaches that address through the line."""

    what = "a TUN line of our own"

    def set_up(self):
        client, server = self.add("client"), self.add("server")
        self.line = subprocess.Popen([self.build.tool("bench-delay"), client, server, str(self.milliseconds * 500)],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if self.line.stdout.readline().strip() != "ready":
            raise bench_rig.Missing("no line between namespaces: %s" % self.line.stderr.read().strip())
        for space, address in zip((client, server), ADDRESSES):
            ip("-n", space, "address", "add", address + "/30", "dev", "wire")
            ip("-n", space, "link", "set", "wire", "mtu", "9000", "up")
            ip(*inside(space)[1:], "sh", "-c", "echo 1 >/proc/sys/net/ipv4/conf/wire/route_localnet")
        ip("-n", client, "address", "del", "127.0.0.1/8", "dev", "lo")
        ip("-n", client, "route", "add", "127.0.0.1/32", "dev", "wire", "src", ADDRESSES[0])
        self.client, self.server = inside(client), inside(server)

    def ask(self, word):
        self.line.stdin.write(word + "\n")
        self.line.stdin.flush()
        return self.line.stdout.readline().split()

    def reset(self):
        self.ask("reset")

    def round_trips(self):
        """Of the longest chain since the reset: see bench-delay.c."""
        return int(self.ask("read")[0]) / 2


def open_network(build, milliseconds):
    """Netem where the kernel has it."""
    network = Netem(build, milliseconds)
    try:
        with network:
            pass
        return network
    except bench_rig.Missing:
        return Line(build, milliseconds)
