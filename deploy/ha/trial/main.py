"""The trial: a database is lost again and again, under load, and in the end the books are compared."""

import argparse
import secrets
import shutil
import signal
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

from trial import books, report
from trial.cluster import Book, Cluster
from trial.gateways import Gateways
from trial.processes import Failed, send, until
from trial.report import say
from trial.shop import Shop
from trial.streams import Reader

ROOT = Path(__file__).parents[3]


def options():
    parser = argparse.ArgumentParser(prog="deploy/ha/run", allow_abbrev=False, description="""
        Starts etcd, two PostgreSQL under Patroni, HAProxy, two gateways and a processor on this machine, makes
        payments, and loses the database again and again. In the end it compares what callers were told with what the
        database and the processor have. The exit code is 1 where something was lost, charged twice, or not told of in
        order, or where it took longer than the goal. Needs Debian's postgresql, patroni, etcd-server and haproxy, and
        a JDK 25.""")
    parser.add_argument("--failovers", type=int, help="how often (20; 3 with --asynchronous)")
    parser.add_argument("--lose", choices=["primary", "standby"], default="primary",
                        help="which node (primary)")
    parser.add_argument("--how", choices=["killed", "frozen"], default="killed",
                        help="killed: kill -9 of PostgreSQL and Patroni, whose connections break; frozen: nothing of "
                             "it answers any more, but connections stay open (killed)")
    parser.add_argument("--asynchronous", action="store_true",
                        help="without synchronous replication: shows what is lost, and how it is found")
    parser.add_argument("--lag", type=float, help="for how many seconds before it is lost the primary sends nothing to "
                                                  "the standby (0; 1 with --asynchronous)")
    parser.add_argument("--rate", type=float, default=30, help="payments per second (30)")
    parser.add_argument("--callers", type=int, default=24, help="how many callers make them (24)")
    parser.add_argument("--pause", type=float, default=5, help="seconds of payments before each loss (5)")
    parser.add_argument("--goal", type=float, default=10, help="seconds until the first acknowledged write (10)")
    parser.add_argument("--jar", type=Path, default=ROOT / "target" / "sluice.jar", help="target/sluice.jar")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and data")
    given = parser.parse_args()
    if given.failovers is None:
        given.failovers = 3 if given.asynchronous else 20
    if given.lag is None:
        given.lag = 1.0 if given.asynchronous else 0.0
    if given.asynchronous and given.lose == "standby":
        parser.error("Without synchronous replication nothing waits for the standby.")
    return given


class Trial:
    """All of it."""

    def __init__(self, given):
        self.options = given
        self.home = Path(tempfile.mkdtemp(prefix="sluice-ha-"))
        self.home.chmod(0o711)
        self.begun = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.started = []
        self.outages = []
        self.silences = []
        self.returns = []
        self.promotions = 0
        self.unwanted = 0
        self.readers = []
        self.shop = None

    def run(self):
        say(f"Logs and data are in {self.home}.")
        password = secrets.token_urlsafe(24)
        self.book = Book(self.home, "book", password)
        self.cluster = Cluster(self.home, password, not self.options.asynchronous)
        self.gateways = Gateways(self.home, self.options.jar.resolve(), self.cluster, self.book)
        self.started = [self.gateways, self.cluster, self.book]
        self.book.start()
        self.cluster.start()
        say("The database is there; starting the gateways.")
        key = self.gateways.start()
        self.open(key)
        for number in range(1, self.options.failovers + 1):
            time.sleep(self.options.pause)
            self.failover(number)
        return self.judge(key)

    def open(self, key):
        ports = self.gateways.ports
        self.readers = [Reader("reader of gateway 1", ports[:1], key), Reader("reader of gateway 2", ports[1:], key),
                        Reader("restless reader", ports, key, restless=True)]
        for each in self.readers:
            each.start()
        self.shop = Shop(ports, key, self.options.rate, self.options.callers)
        self.shop.open()
        until("there are payments", lambda: len(self.shop.told) > 100, 120)
        say("Payments are made.")

    def failover(self, number):
        """Loses a node, waits for the first write after it, and brings the node back."""
        primary = self.cluster.await_primary()
        self.unwanted += self.cluster.promotions() - self.promotions
        lost = primary if self.options.lose == "primary" else self.cluster.other(primary)
        if self.options.lag:
            send(primary.process("walsender"), signal.SIGSTOP)
            time.sleep(self.options.lag)
        before = self.cluster.promotions()
        if self.options.how == "killed":
            lost.lose()
        else:
            lost.freeze()
        moment = time.monotonic()
        if self.options.asynchronous:
            self.restore(lost)
        written = until("a payment is acknowledged", lambda: self.shop.first_write(moment), 120)
        for each in self.readers[:2]:
            self.silences.append(until("readers have it", lambda: each.first_after(written), 60) - moment)
        self.outages.append(written - moment)
        if self.options.how == "frozen":
            lost.lose()
        lost.start()
        self.cluster.await_standby(lost)
        self.returns.append(time.monotonic() - moment)
        self.promotions = self.cluster.promotions()
        self.unwanted += self.promotions - before - (1 if self.options.lose == "primary" else 0)
        say(f"{number:3}  {lost.name} was lost; first acknowledged write after {self.outages[-1]:.1f} s, "
            f"readers after {max(self.silences[-2:]):.1f} s, standby again after {self.returns[-1]:.1f} s; "
            f"{len(self.shop.told)} answers so far")

    def restore(self, lost):
        """What is to be done where a standby takes over that lacks something: nobody writes before it is done."""
        self.gateways.kill_gateways()
        until("the standby takes over", self.cluster.other(lost).is_primary, 60)
        say("     " + self.gateways.command("restored").strip().splitlines()[-1])
        self.gateways.start_gateways()

    def judge(self, key):
        time.sleep(self.options.pause)
        stuck = self.shop.close()
        say("No more payments; comparing.")
        primary = self.cluster.await_primary()
        pending = books.settle(primary, 180)
        head = int(primary.rows("select coalesce(max(position), 0) as head from journal")[0]["head"])
        for each in self.readers:
            try:
                until(f"{each.name} has everything", lambda: each.position >= head, 60)
            except Failed as failed:
                each.faults.append(str(failed))
            each.ended.set()
        findings = books.compare(self.shop, self.readers, primary, self.book, books.shown(self.gateways.ports[0], key))
        findings.listed = self.gateways.reconcile(self.begun)
        late = report.summary(self, findings, pending)
        return self.verdict(findings, pending, late, stuck)

    def verdict(self, findings, pending, late, stuck):
        if self.options.asynchronous:
            # What was lost is what this is to show; but it must be found, and readers must be told.
            missed = findings.lost.keys() - findings.unknown.keys() - findings.differing.keys()
            print(f"lost, but not found by the book      {len(missed)}")
            listed = {line["payment"] for line in findings.listed}
            unlisted = (findings.unknown.keys() | findings.differing.keys()) - listed
            print(f"found, but not listed by reconcile   {len(unlisted)}")
            return not (missed or unlisted or findings.twice or findings.streams or findings.holes)
        if stuck:
            print(f"without an answer                    {', '.join(stuck)}")
        return not (findings.any() or pending or late or stuck)

    def end(self):
        for each in self.started:
            try:
                each.end()
            except Exception as failed:
                print(f"Could not end {each}: {failed}", file=sys.stderr)
        if not self.options.keep:
            time.sleep(1)
            shutil.rmtree(self.home, ignore_errors=True)


def main():
    given = options()
    trial = Trial(given)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(130))
    try:
        good = trial.run()
    except Failed as failed:
        given.keep = True
        print(failed, file=sys.stderr)
        good = False
    except KeyboardInterrupt:
        good = False
    finally:
        trial.end()
    print("Nothing was lost." if good and not given.asynchronous else "All that was lost was found." if good else
          f"Not good. Logs: {trial.home}" if given.keep else "Not good.")
    sys.exit(0 if good else 1)
