"""Readers of the journal who connect again with the last id that they have seen."""

import http.client
import json
import random
import threading
import time

from trial.processes import HOST


class Reader(threading.Thread):
    """One that checks that positions come one after the other."""

    def __init__(self, name, ports, key, restless=False):
        super().__init__(name=name, daemon=True)
        self.ports = ports
        self.key = key
        self.restless = restless
        self.chance = random.Random(name)
        self.ended = threading.Event()
        self.position = 0
        self.seen = {}
        self.arrivals = []
        self.faults = []
        self.resets = []
        self.jumps = []
        self.connects = 0

    def run(self):
        turn = self.chance.randrange(len(self.ports)) if self.restless else 0
        while not self.ended.is_set():
            try:
                self.read(self.ports[turn % len(self.ports)])
            except (OSError, http.client.HTTPException, ValueError):
                pass
            turn += 1
            self.ended.wait(0.3 if self.restless else 1)

    def read(self, port):
        connection = http.client.HTTPConnection(HOST, port, timeout=20)
        try:
            connection.request("GET", "/v1/events", headers={
                "Authorization": f"Bearer {self.key}", "Accept": "text/event-stream",
                "Last-Event-ID": str(self.position)})
            answer = connection.getresponse()
            if answer.status != 200:
                return
            self.connects += 1
            leaving = time.monotonic() + (self.chance.uniform(2, 10) if self.restless else 1e9)
            fields = {}
            while not self.ended.is_set() and time.monotonic() < leaving:
                line = answer.readline()
                if not line:
                    return
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    fields[name] = value
                elif not value:
                    self.block(fields)
                    fields = {}
        finally:
            connection.close()

    def block(self, fields):
        kind = fields.get("event", "")
        if kind == "reset":
            where = json.loads(fields["data"])
            self.resets.append((self.position, where["reason"], where["position"]))
            self.undo(where["position"])
        elif kind == "position":
            self.move(int(fields["id"]), self.position)
        elif "." in kind:
            self.event(int(fields["id"]), json.loads(fields["data"]))

    def undo(self, position):
        """Forgets what was undone."""
        self.seen = {each: event for each, event in self.seen.items() if each <= position}
        self.position = position

    def move(self, position, expected):
        """Goes on; where a journal goes on behind what was undone, the books know whether it does."""
        if position < expected:
            self.faults.append(f"after {self.position} came {position}")
        elif position > expected:
            self.jumps.append((self.position, position - (expected - self.position)))
        self.position = position

    def event(self, position, event):
        self.move(position, self.position + 1)
        self.seen[position] = (event["payment_id"], event["version"], event["data"]["status"])
        self.arrivals.append(time.monotonic())

    def first_after(self, moment):
        """When the first event came after a moment; None while there is none."""
        return next((at for at in self.arrivals[-5000:] if at > moment), None)
