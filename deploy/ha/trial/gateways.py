"""The gateways, and the simulator with a book of its own."""

import base64
import glob
import json
import os
import re
import secrets
import subprocess
from pathlib import Path

from trial.cluster import DATABASE
from trial.processes import HOST, Failed, Program, finish, free_port, status

SETTINGS = Path(__file__).parent.parent / "gateway.properties"

# Small, and sparing with threads and with compiling: all of it shares a machine.
JVM = ["-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
       "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]


def java():
    """The java of a JDK 25."""
    homes = [os.environ.get("JAVA_HOME", ""), *glob.glob("/usr/lib/jvm/*")]
    for home in homes:
        command = os.path.join(home, "bin", "java")
        if home and os.access(command, os.X_OK):
            version = subprocess.run([command, "-version"], capture_output=True, text=True, check=False).stderr
            if 'version "25' in version:
                return command
    raise Failed("No JDK 25 found; set JAVA_HOME.")


class Gateways:
    """Two of them on one database, and the simulator on another."""

    def __init__(self, home, jar, cluster, book):
        if not jar.is_file():
            raise Failed(f"There is no {jar}: ./mvnw package -DskipTests")
        self.home = home
        self.base = [java(), *JVM, "-jar", jar]
        self.cluster = cluster
        self.secrets = {
            "SLUICE_SECRETS_CURRENT": "trial",
            "SLUICE_SECRETS_KEYS_TRIAL": base64.b64encode(secrets.token_bytes(32)).decode(),
            "SLUICE_SIMULATOR_SECRET": secrets.token_urlsafe(32),
            "SLUICE_SIMULATOR_CALLBACKSECRET": secrets.token_urlsafe(32),
        }
        simulator = free_port()
        self.processor = f"--sluice.processors.simulator.url=http://{HOST}:{simulator}/simulator"
        self.simulator_health = f"http://{HOST}:{simulator}/simulator/v1/payment_methods"
        self.simulator = Program("The simulator", [*self.base, "simulator", f"--server.port={simulator}",
                                                   f"--server.address={HOST}"], home / "simulator.log",
                                 {**self.secrets, **self.database(book.port, book.password)}, served=False)
        self.environment = {**self.secrets, **self.database(cluster.port, cluster.nodes[0].password),
                            "SPRING_CONFIG_ADDITIONALLOCATION": f"file:{SETTINGS}"}
        self.ports = [free_port(), free_port()]
        self.probes = [free_port(), free_port()]
        self.programs = [
            Program(f"Gateway {number}",
                    [*self.base, f"--server.port={port}", f"--server.address={HOST}",
                     f"--management.server.port={probe}", f"--management.server.address={HOST}",
                     "--sluice.warm-up.enabled=false",
                     self.processor],
                    home / f"gateway-{number}.log", self.environment, served=False)
            for number, (port, probe) in enumerate(zip(self.ports, self.probes), start=1)]

    @staticmethod
    def database(port, password):
        return {"SPRING_R2DBC_URL": f"r2dbc:postgresql://{HOST}:{port}/{DATABASE}", "SPRING_R2DBC_USERNAME": "sluice",
                "SPRING_R2DBC_PASSWORD": password}

    def command(self, *words, codes=(0,)):
        """Runs a command of the jar on the gateways' database, and gives what it printed."""
        return finish([*self.base, *words], self.home / "commands.log", self.environment, served=False, codes=codes)

    def reconcile(self, since):
        """What the command says that differs from the processor's book, as one dict for each line."""
        printed = self.command("reconcile", f"--from={since}", "--format=ndjson", self.processor, codes=(0, 1))
        return [line for line in map(json.loads, printed.splitlines()) if line["type"] == "difference"]

    def start(self):
        """Migrates, makes a merchant, starts everything, and gives the merchant's key."""
        self.simulator.start()
        self.command("migrate")
        printed = self.command("merchants", "create", "Trial")
        key = re.search(r"sk_test_[\w-]+", printed)
        if key is None:
            raise Failed(f"No key was made: {printed}")
        self.start_gateways()
        self.simulator.await_(lambda: status(self.simulator_health) in (200, 401))
        return key.group()

    def start_gateways(self):
        for each in self.programs:
            each.start()
        for each, probe in zip(self.programs, self.probes):
            each.await_(lambda: status(f"http://{HOST}:{probe}/actuator/health/readiness") == 200, 240)

    def kill_gateways(self):
        for each in self.programs:
            each.kill()

    def end(self):
        self.kill_gateways()
        self.simulator.kill()
