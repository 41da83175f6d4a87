"""What a journey stands on: a display with a window manager, a session bus, a keyring, a home and real servers, all
thrown away afterwards. It starts and ends things and looks at disks and logs; it knows nothing of the window."""

import contextlib
import ctypes
import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CERTS = pathlib.Path(os.environ.get("WAYBILL_TEST_CERTS", ""))
PROGRAM = os.environ.get("WAYBILL_PROGRAM", "")
# What GTK and the sanitizers say of a bare machine.
NOISE = [
    "dconf|gvfs|libEGL|MESA|XSETTINGS|org.freedesktop.portal|org.gtk.vfs",
    "Unable to acquire the address of the accessibility bus",
]
# Every limit of time is multiplied by it: a sanitizer's build, or a machine with much else to do, sets more.
FACTOR = float(os.environ.get("WAYBILL_JOURNEY_FACTOR", "1"))
KEYRING_PASSWORD = "test"
CLI = os.environ.get("WAYBILL_CLI", "")
DROP_TARGET = os.environ.get("WAYBILL_DROP_TARGET", "")


def _pfx_password():
    with contextlib.suppress(OSError):
        for line in (CERTS / "PASSWORDS").read_text(encoding="utf-8").splitlines():
            if line.startswith("main="):
                return line[len("main="):]
    return ""


PFX_PASSWORD = _pfx_password()

PR_SET_CHILD_SUBREAPER = 36

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
# On a small screen every window fills it, as it does on a telephone.
FILL = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications>
    <application class="*"><maximized>yes</maximized><decor>no</decor></application>
  </applications>
</openbox_config>
"""
# Only these may be started by the bus: no portal, no settings daemon, no file system of the desktop.
SERVICES = ["org.a11y.Bus", "org.gnome.keyring.SystemPrompter"]


class Skip(Exception):
    """This journey cannot be made here; the reason."""


def wait_until(condition, what, seconds=10):
    """The first true value of condition(), asked for again and again until the seconds are over."""
    deadline = time.monotonic() + seconds * FACTOR
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds * FACTOR:g} s: {what}")
        time.sleep(0.05)


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def tree(folder):
    """Every file below a folder, with its content's hash."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def make_file(path, size, seed=b"w"):
    """A file that no two positions of look alike."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        block, left = hashlib.sha512(seed).digest(), size
        while left > 0:
            chunk = b"".join(hashlib.sha512(block + i.to_bytes(2, "big")).digest() for i in range(1024))
            block = chunk[-64:]
            file.write(chunk[:left])
            left -= len(chunk)
    return path


def keep_orphans():
    """Whoever loses its parent among our descendants becomes our child, so that everybody can be ended by number."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants():
    """Everybody whose ancestor is this process, youngest generation last."""
    parents = {}
    for entry in os.listdir("/proc"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            stat = pathlib.Path("/proc", entry, "stat").read_text(encoding="utf-8", errors="replace")
            state, parent = stat.rsplit(")", 1)[1].split()[:2]
            if state != "Z":
                parents.setdefault(int(parent), []).append(int(entry))
    found, todo = [], [os.getpid()]
    while todo:
        children = parents.get(todo.pop(), [])
        found += children
        todo += children
    return found


class Server:
    """A real server by the scripts of tests/servers; it can be ended and started again on its port."""

    def __init__(self, stage, kind, variant):
        self.script = HERE.parent / "servers" / f"{kind}.sh"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="server-", dir=stage.folder))
        self.environment = dict(stage.clean, WAYBILL_FIXTURE_PARENT=str(os.getpid()))
        self.start(variant)

    def _run(self, *arguments):
        return subprocess.run([self.script, *arguments], env=self.environment, capture_output=True, text=True, check=False,
                              timeout=60 * FACTOR, stdin=subprocess.DEVNULL)

    def start(self, variant):
        done = self._run("start", self.folder, CERTS, variant)
        if done.returncode == 77:
            raise Skip(done.stderr.strip())
        assert done.returncode == 0, f"{self.script.name} {variant} did not start: {done.stderr}"
        fields = dict(word.split("=", 1) for word in done.stdout.split())
        self.port, self.pid = int(fields["port"]), int(fields["pid"])
        self.user, self.password, self.home = fields["user"], fields["password"], pathlib.Path(fields["home"])
        self.environment.update(WAYBILL_FIXTURE_PORT=str(self.port), WAYBILL_FIXTURE_PASSWORD=self.password)

    def stop(self):
        self._run("stop", self.folder)

    def signal(self, number):
        """To the server and each of its sessions."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def stall(self):
        """The sessions only: their watcher goes on, and ends them with this process."""
        for pid in self._members():
            os.kill(pid, signal.SIGSTOP)

    def go_on(self):
        for pid in self._members():
            os.kill(pid, signal.SIGCONT)

    def kill(self):
        self.signal(signal.SIGKILL)
        wait_until(lambda: not self._members(), "the server is gone")

    def _members(self):
        """Who belongs to the group and is the server or one of its sessions."""
        found = []
        for pid in descendants():
            with contextlib.suppress(OSError):
                name = pathlib.Path("/proc", str(pid), "comm").read_text(encoding="utf-8").strip()
                if os.getpgid(pid) == self.pid and name in ("proftpd", "vsftpd"):
                    found.append(pid)
        return found

    def commands(self):
        return (self.folder / "commands.log").read_text(encoding="utf-8", errors="replace").splitlines()

    def saw(self, verb):
        return any(line.split()[:1] == [verb] for line in self.commands())

    def deliveries(self):
        """(the certificate's subject, user, command) of each STOR that ended well, joined by the session's process."""
        subjects = {}
        for line in (self.folder / "tls.log").read_text(encoding="utf-8", errors="replace").splitlines():
            if "Client: " in line:
                subjects[line.split("[", 1)[1].split("]", 1)[0]] = line.split("Client: ", 1)[1].strip()
        found = []
        for line in (self.folder / "sessions.log").read_text(encoding="utf-8", errors="replace").splitlines():
            pid, user, status, command = line.split(" ", 3)
            if command.startswith("STOR ") and status.startswith("2"):
                found.append((subjects.get(pid), user, command))
        return found

    def files(self):
        return {name: value for name, value in tree(self.home).items()}


class Stage:
    """Use it in a with statement: whatever was started is gone behind it."""

    def __init__(self, keyring="open", size="1280x900", fill=False):
        self.keyring = keyring
        self.size = size
        self.fill = fill
        self.clean = {key: value for key, value in os.environ.items()
                      if key in ("PATH", "TMPDIR", "LANG", "WAYBILL_TEST_SERVERS", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                                 "LSAN_OPTIONS", "TSAN_OPTIONS")}
        self.clean.update(LC_ALL="C.UTF-8", TZ="UTC")
        self.program = None
        self.n_programs = 0

    def __enter__(self):
        keep_orphans()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="waybill-journey-"))
        try:
            self._set_the_stage()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind, error, trace):
        # The youngest first would leave orphans with us; so again until nobody is left.
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(AssertionError):
                wait_until(lambda n=number: self._end(n), "everybody has ended", 3)
        for mount in self.mounts() if self.folder.exists() else []:
            subprocess.run(["umount", "-l", mount], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def mounts(self):
        with open("/proc/mounts", encoding="utf-8") as table:
            return [line.split()[1] for line in table if line.split()[1].startswith(str(self.folder))]

    @staticmethod
    def _end(number):
        left = descendants()
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
                os.kill(pid, signal.SIGCONT)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        return not descendants()

    def _spawn(self, *command, **more):
        log = open(self.folder / f"{pathlib.Path(command[0]).name}.log", "ab")
        with log:
            return subprocess.Popen(command, env=self.environment, stdout=more.pop("stdout", log), stderr=log,
                                    stdin=more.pop("stdin", subprocess.DEVNULL), **more)

    def _set_the_stage(self):
        home = self.folder / "home"
        run = self.folder / "run"
        self.temporary = self.folder / "tmp"
        for folder in (home, run, self.temporary):
            folder.mkdir(mode=0o700)
        self.home = home
        self.environment = dict(
            self.clean, HOME=str(home), TMPDIR=str(self.temporary), XDG_DATA_HOME=str(home / "data"), XDG_CONFIG_HOME=str(home / "config"),
            XDG_CACHE_HOME=str(home / "cache"), XDG_STATE_HOME=str(home / "state"), XDG_RUNTIME_DIR=str(run),
            GDK_BACKEND="x11", GSK_RENDERER="cairo", GDK_DEBUG="gl-disable", GIO_USE_VFS="local",
            GIO_USE_VOLUME_MONITOR="unix", GSETTINGS_BACKEND="memory", GTK_USE_PORTAL="0", G_MESSAGES_DEBUG="")
        self.fresh_home()
        self._start_display()
        self._start_bus()
        if self.keyring != "absent":
            self.start_keyring()
        if self.keyring == "locked":
            self.lock_keyring()
        # This process looks at the same display and bus.
        os.environ.update({key: self.environment[key] for key in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")})
        os.environ.pop("WAYLAND_DISPLAY", None)

    def fresh_home(self):
        """The program's folders as on the first day. The keyring stays."""
        for name in ("config", "cache", "state"):
            shutil.rmtree(self.home / name, ignore_errors=True)
            (self.home / name).mkdir(mode=0o700)
        shutil.rmtree(self.home / "data" / "waybill", ignore_errors=True)
        (self.home / "data").mkdir(mode=0o700, exist_ok=True)
        settings = self.home / "config" / "gtk-4.0"
        settings.mkdir()
        # Reduced motion: a journey looks at what is there, not at how it comes.
        (settings / "settings.ini").write_text("[Settings]\ngtk-enable-animations=false\n", encoding="utf-8")

    def _start_display(self):
        reader, writer = os.pipe()
        self._spawn("Xvfb", "-displayfd", str(writer), "-screen", "0", f"{self.size}x24", "-nolisten", "tcp", "-noreset",
                    pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        self.environment["DISPLAY"] = ":" + number
        options = []
        if self.fill:
            (self.folder / "openbox.xml").write_text(FILL, encoding="utf-8")
            options = ["--config-file", str(self.folder / "openbox.xml")]
        self._spawn("openbox", "--sm-disable", *options)

    def _start_bus(self):
        services = self.folder / "services"
        services.mkdir()
        for name in SERVICES:
            source = pathlib.Path("/usr/share/dbus-1/services", name + ".service")
            if source.exists():
                (services / source.name).symlink_to(source)
        socket = self.folder / "bus"
        config = self.folder / "bus.conf"
        config.write_text(BUS.format(socket=socket, services=services), encoding="utf-8")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={socket}"
        self._spawn("dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile")
        wait_until(socket.exists, "the bus listens")

    # The keyring

    def _call(self, *arguments):
        return subprocess.run(["gdbus", "call", "--session", *arguments], env=self.environment, capture_output=True, text=True,
                              check=False, timeout=20 * FACTOR)

    def start_keyring(self):
        self.keyring_process = self._spawn("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets",
                                           stdin=subprocess.PIPE)
        self.keyring_process.stdin.write(KEYRING_PASSWORD.encode())
        self.keyring_process.stdin.close()
        wait_until(lambda: self.keyring_is_locked() is False, "the keyring is open")

    def keyring_is_locked(self):
        answer = self._call("--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets/collection/login",
                            "--method", "org.freedesktop.DBus.Properties.Get", "org.freedesktop.Secret.Collection", "Locked")
        return None if answer.returncode != 0 else "true" in answer.stdout

    def lock_keyring(self):
        self._call("--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets", "--method",
                   "org.freedesktop.Secret.Service.Lock", "['/org/freedesktop/secrets/collection/login']")
        assert self.keyring_is_locked()

    def kill_keyring(self):
        self.keyring_process.kill()
        self.keyring_process.wait()

    def _prompts(self):
        """The X windows of the keyring's own prompt."""
        answer = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "gcr-prompter"], env=self.environment,
                                capture_output=True, text=True, check=False, timeout=20 * FACTOR)
        return answer.stdout.split()

    def wait_for_prompt(self):
        return wait_until(self._prompts, "the keyring's prompt", 20)

    def _to_prompt(self, *keys):
        window = self.wait_for_prompt()[-1]
        subprocess.run(["xdotool", "windowactivate", "--sync", window], env=self.environment, check=False, timeout=20 * FACTOR)
        subprocess.run(["xdotool", *keys], env=self.environment, check=False, timeout=20 * FACTOR)

    def answer_prompt(self):
        self._to_prompt("type", "--delay", "20", KEYRING_PASSWORD)
        self._to_prompt("key", "Return")

    def dismiss_prompts(self, until):
        """Escape to each prompt, until something has come of it."""
        def look():
            if self._prompts():
                self._to_prompt("key", "Escape")
            return until()
        wait_until(look, "an end of the keyring's prompts", 30)

    def kept_secrets(self):
        """What the keyring holds of ours."""
        answer = subprocess.run(["secret-tool", "search", "--all", "xdg:schema", "io.github.waybill.Waybill"],
                                env=self.environment, capture_output=True, text=True, check=False, timeout=20 * FACTOR)
        return sorted(line.split(" = ", 1)[1] for line in answer.stdout.splitlines() if line.startswith("secret = "))

    # Servers and the program

    def server(self, variant="explicit-mtls", kind="proftpd"):
        return Server(self, kind, variant)

    def cli(self, *arguments, say=None):
        """The command line on the same stores: prepares what a journey is not about."""
        done = subprocess.run([CLI, *map(str, arguments)], env=self.environment, input=say, capture_output=True, text=True,
                              check=False, timeout=60 * FACTOR, cwd=self.home)
        assert done.returncode == 0, f"waybill-cli {arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def import_client(self, name="anna", file="modern.pfx"):
        """Into the store, under its own name, the password into the keyring."""
        secret = self.folder / "pfx-password"
        secret.write_text(PFX_PASSWORD + "\n", encoding="utf-8")
        secret.chmod(0o600)
        self.cli("cert", "import", CERTS / "client" / file, "--label", name, "--password-file", secret)

    def import_authority(self, name="Lab Root CA", file="root.pem.cer"):
        self.cli("cert", "import", CERTS / "ca" / file, "--label", name)

    def add_partner(self, name, server, *options, identity="anna", authority="Lab Root CA", password=True, system_trust=False):
        """A partner as someone has set it up before; the folder on this computer is home/outgoing."""
        self.outgoing.mkdir(exist_ok=True)
        more = list(options)
        if identity:
            more += ["--identity", identity]
        if authority:
            more += ["--authority", authority]
        self.cli("partner", "add", name, "--host", "localhost", "--port", server.port, "--user", server.user, "--system-trust",
                 "yes" if system_trust else "no", "--local-dir", self.outgoing, *more)
        if password:
            self.cli("password", name, say=server.password + "\n")

    def partner_file(self, name):
        """The text of a partner's file."""
        for path in (self.home / "data" / "waybill" / "partners").glob("*"):
            text = path.read_text(encoding="utf-8", errors="replace")
            if name in text:
                return text
        return ""

    def practice_folders(self):
        """What rehearsals have made; the program's temporary folder is the stage's own."""
        return [path for path in self.temporary.iterdir() if path.name.startswith("waybill-practice-")]

    @property
    def outgoing(self):
        return self.home / "outgoing"

    def start(self, *arguments, **environment):
        """Runs the program. What it says on standard error is kept for the end."""
        self.n_programs += 1
        self.errors = self.folder / f"program-{self.n_programs}.log"
        with open(self.errors, "wb") as errors:
            self.program = subprocess.Popen(
                [PROGRAM, *map(str, arguments)], env=dict(self.environment, G_DEBUG="fatal-criticals", **environment),
                stdout=errors, stderr=errors, stdin=subprocess.DEVNULL, cwd=self.home)
        return self.program

    def start_drop_target(self, x, y, width, height):
        """Another program's window at this place, which copies what is dropped on it to the folder home/dropped."""
        self.dropped = self.home / "dropped"
        self.dropped.mkdir()
        self._spawn(DROP_TARGET, str(self.dropped))
        found = wait_until(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Drop Target$"], env=self.environment,
                                                  capture_output=True, text=True, check=False, timeout=20 * FACTOR).stdout.split(),
                           "the drop target's window")[-1]
        subprocess.run(["xdotool", "windowsize", "--sync", found, str(width), str(height), "windowmove", "--sync", found, str(x), str(y)],
                       env=self.environment, check=True, timeout=20 * FACTOR)

    def drop_target_said(self):
        return (self.folder / f"{pathlib.Path(DROP_TARGET).name}.log").read_text(encoding="utf-8", errors="replace").splitlines()

    def dragged_folders(self):
        """Where the program puts what is dragged out of it."""
        return list((self.home / "cache" / "waybill").glob("drag-*"))

    def complaints(self):
        """What the program had to say: it writes warnings and worse only, and no run may have any but the machine's own."""
        found = []
        for line in self.errors.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.strip() and not any(re.search(noise, line) for noise in NOISE):
                found.append(line)
        return found

    def assert_ended_well(self, seconds=15):
        """The program ends by itself, with 0, and had nothing to complain about."""
        try:
            status = self.program.wait(seconds * FACTOR)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the program has not ended within {seconds * FACTOR:g} s") from None
        said = self.errors.read_text(encoding="utf-8", errors="replace")
        assert status == 0, f"the program ended with {status}: {said}"
        assert not self.complaints(), "\n".join(self.complaints())
        self.program = None
