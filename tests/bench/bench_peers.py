"""The programs that are compared: what each is asked to do for a workload, and with which of its settings. Nothing is run here but
what sets a program up; passwords lie in private files, never in an argument list."""

import os
import shutil
import subprocess

import bench_rig


class Place:
    """One server as its clients see it: address, login, and the folder where the peers keep their own settings."""

    def __init__(self, build, server, folder, prefix=()):
        self.build, self.server, self.folder, self.prefix = build, server, folder, list(prefix)
        folder.mkdir(mode=0o700)
        (folder / "run").mkdir(mode=0o700)
        self.port, self.user, self.password = (server.facts[name] for name in ("port", "user", "password"))
        self.authority = str(build.certs / "ca" / "root.pem")
        self.url = "ftp://localhost:%s/" % self.port
        self.settings = {name: value for name, value in os.environ.items() if not name.startswith("WAYBILL_")}
        self.settings.update(
            HOME=str(folder), LFTP_HOME=str(folder / "lftp"), XDG_DATA_HOME=str(folder / "data"),
            XDG_STATE_HOME=str(folder / "state"), XDG_CONFIG_HOME=str(folder / "config"), XDG_CACHE_HOME=str(folder / "cache"),
            XDG_RUNTIME_DIR=str(folder / "run"), DBUS_SESSION_BUS_ADDRESS="disabled:", LC_ALL="C.UTF-8",
            SSL_CERT_FILE=self.authority)

    def private(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text)
        return str(path)

    def set_up(self, arguments, given=None):
        done = subprocess.run(list(map(str, arguments)), env=self.settings, input=given, capture_output=True, text=True, timeout=60,
                              check=False)
        if done.returncode != 0:
            raise bench_rig.Missing("%s: %s" % (arguments[0], (done.stderr.strip() or "exit %d" % done.returncode).split("\n")[-1]))
        return done.stdout


class Peer:
    """None instead of a command: it cannot do that, and why_not says why."""

    name = program = None
    why_not = ""
    file_settings = ({},)
    tree_settings = ({},)
    list_settings = ({},)

    def __init__(self, place):
        self.place = place

    @classmethod
    def is_here(cls, _build):
        return shutil.which(cls.program) is not None

    @classmethod
    def version(cls, _build):
        said = subprocess.run([cls.program, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
        return " ".join(said.split("\n")[0].replace("|", "").split()[:3])


class Waybill(Peer):
    """The program itself."""

    name = "waybill"
    tree_settings = ({"connections": 2}, {"connections": 4}, {"connections": 1}, {"connections": 8})
    why_not = "not there yet: this build has no -r with --parallel"

    def __init__(self, place):
        super().__init__(place)
        self.cli = str(place.build.cli)
        secrets = place.private("secrets", "[partner bench]\npassword=%s\n" % place.password)
        self.common = ["--secrets", secrets]
        self.over = self.common + ["--overwrite", "yes"]
        place.set_up([self.cli, "cert", "import", place.authority, "--label", "root"])
        place.set_up([self.cli, "partner", "add", "bench", "--host", "localhost", "--port", place.port, "--user", place.user,
                      "--system-trust", "no", "--authority", "root"])
        help_text = subprocess.run([self.cli, "help", "get"], env=place.settings, capture_output=True, text=True, timeout=20,
                                   check=False).stdout
        self.has_trees = "--parallel" in help_text

    @classmethod
    def is_here(cls, build):
        return build.cli.exists()

    @classmethod
    def version(cls, build):
        return subprocess.run([str(build.cli), "--version"], capture_output=True, text=True, timeout=20, check=False).stdout.strip()

    def get_file(self, remote, local, _setting):
        return [self.cli, "get", "bench", remote, "--to", local] + self.over

    def put_file(self, local, remote, _setting):
        return [self.cli, "put", "bench", local, "--to", remote] + self.over

    def get_tree(self, remote, local, _files, setting):
        if not self.has_trees:
            return None
        return [self.cli, "get", "bench", remote + "/", "-r", "--to", str(local) + "/", "--parallel", setting["connections"]] + self.over

    def put_tree(self, local, remote, _files, setting):
        if not self.has_trees:
            return None
        return [self.cli, "put", "bench", str(local) + "/", "-r", "--to", remote + "/", "--parallel", setting["connections"]] + self.over

    def list_folder(self, remote, _setting):
        return [self.cli, "ls", "bench", remote, "--json"] + self.common


class Curl(Peer):
    """With --parallel for many files; paths as they are (--ftp-method nocwd), and its folders made before it starts."""

    name = program = "curl"
    tree_settings = ({"connections": 16}, {"connections": 4}, {"connections": 50}, {"connections": 1})

    def __init__(self, place):
        super().__init__(place)
        place.private(".netrc", "machine localhost login %s password %s\n" % (place.user, place.password))
        self.base = ["curl", "-s", "-S", "-n", "-f", "--ssl-reqd", "--cacert", place.authority, "--ftp-method", "nocwd"]

    def get_file(self, remote, local, _setting):
        return self.base + [self.place.url + remote, "-o", local]

    def put_file(self, local, remote, _setting):
        return self.base + ["-T", local, self.place.url + remote]

    def many(self, lines, setting):
        several = ["--parallel", "--parallel-max", setting["connections"]] if setting["connections"] > 1 else []
        return self.base + several + ["-K", self.place.private("curl-many", "".join(lines))]

    def get_tree(self, remote, local, files, setting):
        return self.many(('url = "%s%s/%s"\noutput = "%s/%s"\n' % (self.place.url, remote, name, local, name) for name in files), setting)

    def put_tree(self, local, remote, files, setting):
        return self.many(('upload-file = "%s/%s"\nurl = "%s%s/%s"\n' % (local, name, self.place.url, remote, name) for name in files),
                         setting)

    def list_folder(self, remote, _setting):
        return ["curl", "-s", "-S", "-n", "--ssl-reqd", "--cacert", self.place.authority, "-X", "MLSD", self.place.url + remote + "/"]


class Lftp(Peer):
    """It logs in before TLS when the user comes from .netrc: so its script, a private file, names both."""

    name = program = "lftp"
    file_settings = ({}, {"pget": 2}, {"pget": 4})
    tree_settings = ({"connections": 16}, {"connections": 16, "sync": "no"}, {"connections": 4}, {"connections": 4, "sync": "no"})
    list_settings = ({}, {"mlsd": "yes"})

    def script(self, command, setting):
        place = self.place
        lines = ["set ssl:ca-file %s" % place.authority, "set ftp:ssl-force yes", "set ftp:ssl-protect-data yes",
                 "set cmd:fail-exit yes", "set net:max-retries 3", "set net:reconnect-interval-base 1", "set net:timeout 20",
                 "set net:connection-limit 0", "set xfer:clobber yes"]
        if "sync" in setting:
            lines.append("set ftp:sync-mode %s" % setting["sync"])
        if "mlsd" in setting:
            lines.append("set ftp:use-mlsd %s" % setting["mlsd"])
        lines += ["open -u %s,%s ftp://localhost:%s" % (place.user, place.password, place.port), command, "exit"]
        return ["lftp", "--norc", "-f", place.private("lftp-script", "\n".join(lines) + "\n")]

    def get_file(self, remote, local, setting):
        verb = "pget -n %d" % setting["pget"] if "pget" in setting else "get"
        return self.script("%s %s -o %s" % (verb, remote, local), setting)

    def put_file(self, local, remote, setting):
        return None if "pget" in setting else self.script("put %s -o %s" % (local, remote), setting)

    def get_tree(self, remote, local, _files, setting):
        return self.script("mirror --no-perms -P %d %s %s" % (setting["connections"], remote, local), setting)

    def put_tree(self, local, remote, _files, setting):
        return self.script("mirror -R --no-perms -P %d %s %s" % (setting["connections"], local, remote), setting)

    def list_folder(self, remote, setting):
        return self.script("cls -l %s/" % remote, setting)


class Rclone(Peer):
    """Go reads the authority from SSL_CERT_FILE."""

    name = program = "rclone"
    file_settings = ({}, {"streams": 0}, {"tls": "1.2"})
    tree_settings = ({"connections": 4}, {"connections": 4, "tls": "1.2"}, {"connections": 16}, {"connections": 1})
    list_settings = ({}, {"tls": "1.2"})

    def __init__(self, place):
        super().__init__(place)
        hidden = place.set_up(["rclone", "obscure", "-"], place.password).strip()
        config = place.private("rclone.conf", "[bench]\ntype = ftp\nhost = localhost\nport = %s\nuser = %s\npass = %s\nexplicit_tls = true\n"
                               % (place.port, place.user, hidden))
        self.base = ["rclone", "--config", config, "--retries", "1", "--low-level-retries", "3"]

    @staticmethod
    def options(setting):
        options = ["--ftp-disable-tls13"] if "tls" in setting else []
        if "streams" in setting:
            options += ["--multi-thread-streams", setting["streams"]]
        if "connections" in setting:
            options += ["--transfers", setting["connections"], "--checkers", setting["connections"]]
        return options

    def get_file(self, remote, local, setting):
        return self.base + ["copyto", "bench:" + remote, local] + self.options(setting)

    def put_file(self, local, remote, setting):
        return None if "streams" in setting else self.base + ["copyto", local, "bench:" + remote] + self.options(setting)

    def get_tree(self, remote, local, _files, setting):
        return self.base + ["copy", "bench:" + remote, local] + self.options(setting)

    def put_tree(self, local, remote, _files, setting):
        return self.base + ["copy", local, "bench:" + remote] + self.options(setting)

    def list_folder(self, remote, setting):
        return self.base + ["lsf", "--format", "pst", "bench:" + remote] + self.options(setting)


PEERS = (Waybill, Curl, Lftp, Rclone)


def write_setting(setting):
    return ", ".join("%s %s" % pair for pair in setting.items())
