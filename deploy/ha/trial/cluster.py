"""etcd, two PostgreSQL under Patroni, and HAProxy in front of them."""

import csv
import io
import json
import shutil
import signal
import string
import urllib.request
from pathlib import Path

from trial.processes import HOST, Failed, Program, descendants, finish, folder, free_port, send, status, until, write

TEMPLATES = Path(__file__).parent.parent

DATABASE = "sluice"


def filled(template, **values):
    text = (TEMPLATES / template).read_text()
    return string.Template(text).substitute(host=HOST, network=f"{HOST}/32", **values)


def binaries():
    """Where the newest PostgreSQL of Debian is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[4]))
    if not found:
        raise Failed("No PostgreSQL in /usr/lib/postgresql: apt-get install postgresql")
    return found[-1].parent


def program(name, package):
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if path is None:
        raise Failed(f"No {name}: apt-get install {package}")
    return path


class Postgres:
    """Where one is, and what is asked of it."""

    def __init__(self, home, name, password):
        self.folder = folder(home / name)
        self.data = self.folder / "data"
        self.name = name
        self.password = password
        self.port = free_port()

    def rows(self, statement, database=DATABASE):
        """What a statement finds, as texts by the names of the columns."""
        printed = finish([binaries() / "psql", "-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1", "-h", HOST,
                          "-p", self.port, "-U", "postgres", "-d", database, "-c", statement],
                         self.folder / "psql.log", {"PGPASSWORD": self.password, "PGCONNECT_TIMEOUT": "5"})
        return list(csv.DictReader(io.StringIO(printed)))

    def make_database(self):
        self.rows(f"create role sluice login password '{self.password}'", "postgres")
        self.rows(f"create database {DATABASE} owner sluice", "postgres")

    def processes(self):
        """The postmaster and all that it has started."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_text()
        except (OSError, ValueError, IndexError):
            return []
        return [pid, *descendants(pid)] if str(self.data) in command else []

    def process(self, title):
        """Those of its processes that are called so."""
        def named(pid):
            try:
                return title in Path(f"/proc/{pid}/cmdline").read_text()
            except OSError:
                return False
        return [pid for pid in self.processes() if named(pid)]


class Book(Postgres):
    """A PostgreSQL alone, for the simulator's book, which no failover touches."""

    def start(self):
        secret = write(self.folder / "password", self.password)
        log = self.folder / "log"
        finish([binaries() / "initdb", "-D", self.data, "-U", "postgres", "-A", "scram-sha-256", "--encoding=UTF8",
                "--locale=C.UTF-8", f"--pwfile={secret}"], log)
        self.program = Program(self.name, [binaries() / "postgres", "-D", self.data, "-h", HOST, "-p", self.port,
                                           "-k", self.folder], log).start()
        self.program.await_(lambda: finish_quietly(self))
        self.make_database()
        return self

    def end(self):
        send(self.processes()[:1], signal.SIGINT)


def finish_quietly(postgres):
    try:
        return postgres.rows("select 1", "postgres")
    except Failed:
        return None


class Node(Postgres):
    """A machine with PostgreSQL and its Patroni."""

    def __init__(self, home, name, password, etcd, synchronous):
        super().__init__(home, name, password)
        self.rest = free_port()
        settings = write(self.folder / "patroni.yml", filled(
            "patroni.yml.template", name=name, rest_port=self.rest, etcd=etcd, port=self.port, data=self.data,
            binaries=binaries(), folder=self.folder, password=password, synchronous=str(synchronous).lower(),
            watchdog="off"))
        self.patroni = Program(f"Patroni of {name}", [program("patroni", "patroni"), settings],
                               self.folder / "log")

    def start(self):
        self.patroni.start()
        return self

    def is_primary(self):
        return status(f"http://{HOST}:{self.rest}/primary") == 200

    def is_replica(self):
        return status(f"http://{HOST}:{self.rest}/replica") == 200

    def is_synchronous(self):
        return status(f"http://{HOST}:{self.rest}/sync") == 200

    def all_processes(self):
        patroni = [self.patroni.process.pid] if self.patroni.running() else []
        return patroni + self.processes()

    def lose(self):
        """The machine is off: Patroni and PostgreSQL are killed."""
        pids = self.all_processes()
        send(pids, signal.SIGKILL)
        self.patroni.process.wait()

    def freeze(self):
        """The machine hangs: nothing answers, and no connection is closed."""
        send(self.all_processes(), signal.SIGSTOP)

    def end(self):
        self.patroni.kill()
        send(self.processes(), signal.SIGCONT)
        send(self.processes()[:1], signal.SIGQUIT)


class Cluster:
    """All of it together."""

    def __init__(self, home, password, synchronous):
        self.home = home
        self.synchronous = synchronous
        etcd_port = free_port()
        etcd = folder(home / "etcd")
        settings = write(etcd / "etcd.yml", filled("etcd.yml.template", folder=etcd, port=etcd_port,
                                                   peer_port=free_port()))
        self.etcd = Program("etcd", [program("etcd", "etcd-server"), f"--config-file={settings}"], etcd / "log")
        self.etcd_health = f"http://{HOST}:{etcd_port}/health"
        self.nodes = [Node(home, name, password, f"{HOST}:{etcd_port}", synchronous) for name in ("one", "two")]
        one, two = self.nodes
        self.port = free_port()
        proxy = folder(home / "haproxy")
        settings = write(proxy / "haproxy.cfg", filled("haproxy.cfg.template", port=self.port, one=one.port,
                                                       one_rest=one.rest, two=two.port, two_rest=two.rest))
        self.haproxy = Program("HAProxy", [program("haproxy", "haproxy"), "-db", "-f", settings], proxy / "log")

    def start(self):
        self.etcd.start().await_(lambda: status(self.etcd_health) == 200)
        one, two = self.nodes
        one.start().patroni.await_(one.is_primary)
        two.start()
        self.await_standby(two)
        self.haproxy.start()
        one.make_database()

    def primary(self):
        """The node that is the primary; None while there is none."""
        return next((node for node in self.nodes if node.is_primary()), None)

    def other(self, node):
        return next(each for each in self.nodes if each is not node)

    def await_standby(self, node, seconds=180):
        """Waits until a node may take over."""
        node.patroni.await_(node.is_synchronous if self.synchronous else node.is_replica, seconds)

    def await_primary(self):
        return until("there is a primary", self.primary, 60)

    def promotions(self):
        """How often a standby became the primary."""
        with urllib.request.urlopen(f"http://{HOST}:{self.await_primary().rest}/history", timeout=5) as answer:
            return len(json.load(answer))

    def end(self):
        for node in self.nodes:
            node.end()
        self.haproxy.kill()
        self.etcd.kill()
