"""Programs that are started, killed, and ended with the trial."""

import os
import pwd
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

HOST = "127.0.0.1"

# Below what the kernel gives to connections, so that nobody takes the port of a node that is down.
PORTS = range(21000, 29000)

_given = set()


class Failed(Exception):
    """The trial cannot go on."""


def free_port():
    """A port that nobody listens on, given to nobody else."""
    for port in PORTS:
        if port in _given:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        _given.add(port)
        return port
    raise Failed("No port is free.")


def servant():
    """Whom PostgreSQL and what goes with it run as, for it refuses to run as root."""
    if os.getuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise Failed("There is no user postgres, whom to run PostgreSQL as.") from None
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def folder(path):
    """Makes a folder that belongs to the servant."""
    path.mkdir(mode=0o700)
    if os.getuid() == 0:
        os.chown(path, servant()["user"], servant()["group"])
    return path


def write(path, text):
    """Writes a file that only the servant reads."""
    path.write_text(text)
    path.chmod(0o600)
    if os.getuid() == 0:
        os.chown(path, servant()["user"], servant()["group"])
    return path


def until(what, condition, seconds):
    """Waits until a condition gives something, and gives that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        given = condition()
        if given:
            return given
        time.sleep(0.1)
    raise Failed(f"Waited {seconds} s in vain: {what}.")


def status(url):
    """What is answered there; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code
    except (OSError, ValueError):
        return 0


def descendants(pid):
    """All processes that come from one."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as stat:
                    parents.setdefault(int(stat.read().rpartition(")")[2].split()[1]), []).append(int(entry))
            except (OSError, IndexError):
                continue
    found, left = [], [pid]
    while left:
        children = parents.get(left.pop(), [])
        found += children
        left += children
    return found


def send(pids, number):
    """Sends a signal to those that are still there."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


class Program:
    """One that writes its log to a file."""

    def __init__(self, name, command, log, environment=None, served=True):
        self.name = name
        self.command = [str(part) for part in command]
        self.log = log
        self.environment = environment or {}
        self.served = served
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                cwd="/", env={**os.environ, **self.environment}, **(servant() if self.served else {}))
        return self

    def running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        self.end(signal.SIGKILL)

    def end(self, number=signal.SIGTERM, seconds=20):
        """Ends it, and kills it where it does not."""
        if not self.running():
            return
        self.process.send_signal(number)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def await_(self, condition, seconds=180):
        """Waits until it is there; says what it wrote where it is not."""
        def there():
            if not self.running():
                raise Failed(f"{self.name} has ended: " + self.tail())
            return condition()
        try:
            until(f"{self.name} is there", there, seconds)
        except Failed as failed:
            raise Failed(f"{failed}\n{self.tail()}") from None
        return self

    def tail(self):
        return self.log.read_text(errors="replace")[-2000:]


def finish(command, log, environment=None, served=True, seconds=300, codes=(0,)):
    """Runs a program to its end and gives what it printed; any other exit code is a failure."""
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          cwd="/", env={**os.environ, **(environment or {})}, timeout=seconds,
                          **(servant() if served else {}))
    with open(log, "a", encoding="utf-8") as file:
        file.write(done.stderr)
    if done.returncode not in codes:
        raise Failed(f"{command[0]} failed: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout
