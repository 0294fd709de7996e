"""Callers who pay, with keys, and ask again with the same key until they have an answer."""

import collections
import http.client
import json
import random
import threading
import time
import uuid

from trial.processes import HOST

# What a caller was told: this payment, at this version, has this status and these sums.
Told = collections.namedtuple("Told", "id version status captured refunded at")

CARDS = ["pm_card_visa"] * 8 + ["pm_card_declined_insufficient_funds", "pm_card_pending"]


def told(payment, at):
    return Told(payment["id"], payment["version"], payment["status"], payment["amount_captured"],
                payment["amount_refunded"], at)


class Caller(threading.Thread):
    """One that makes payments at a pace, and captures or refunds some of them."""

    def __init__(self, shop, number):
        super().__init__(name=f"caller-{number}", daemon=True)
        self.shop = shop
        self.chance = random.Random(number)
        self.turn = number
        self.connections = {}

    def run(self):
        time.sleep(self.chance.random() * self.shop.pause)
        while not self.shop.closing.is_set():
            began = time.monotonic()
            self.pay()
            self.shop.closing.wait(max(0.0, self.shop.pause * self.chance.uniform(0.5, 1.5)
                                       - (time.monotonic() - began)))

    def pay(self):
        manual = self.chance.random() < 0.2
        payment = self.ask("/v1/payments", {
            "amount": self.chance.randint(100, 99999), "currency": "EUR", "payment_method": self.chance.choice(CARDS),
            "capture": "manual" if manual else "automatic", "reference": uuid.uuid4().hex})
        if payment is None:
            return
        if payment["status"] == "authorized":
            self.ask(f"/v1/payments/{payment['id']}/captures", {"amount": payment["amount"] // 2})
        elif payment["status"] == "captured" and self.chance.random() < 0.15:
            self.ask(f"/v1/payments/{payment['id']}/refunds", {"amount": payment["amount"] // 3})

    def ask(self, path, body):
        """Asks until there is an answer, also when the shop closes; gives the payment."""
        key = uuid.uuid4().hex
        self.shop.count("keys")
        while True:
            began = time.monotonic()
            code, headers, answer = self.send(path, body, key)
            if code in (200, 201, 202):
                self.shop.acknowledged(told(answer, time.monotonic()), began, "Idempotent-Replayed" in headers)
                return answer
            self.shop.refused(code, answer)
            if 400 <= code < 500 and code not in (408, 409, 429) or self.shop.giving_up.is_set():
                return None
            self.turn += 1
            wait = float(headers.get("Retry-After", 0.3)) if code else 0.3
            time.sleep(wait * self.chance.uniform(0.8, 1.2))

    def send(self, path, body, key):
        port = self.shop.ports[self.turn % len(self.shop.ports)]
        connection = self.connections.get(port)
        if connection is None:
            connection = self.connections[port] = http.client.HTTPConnection(HOST, port, timeout=15)
        try:
            connection.request("POST", path, json.dumps(body), {
                "Authorization": f"Bearer {self.shop.key}", "Content-Type": "application/json", "Idempotency-Key": key,
                "Prefer": "wait=5"})
            answer = connection.getresponse()
            return answer.status, answer.headers, json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError) as failed:
            connection.close()
            return 0, {}, {"code": type(failed).__name__}


class Shop:
    """All callers, and what they were told."""

    def __init__(self, ports, key, rate, callers):
        self.ports = ports
        self.key = key
        self.pause = callers / rate
        self.callers = [Caller(self, number) for number in range(callers)]
        self.closing = threading.Event()
        self.giving_up = threading.Event()
        self.lock = threading.Lock()
        self.told = []
        self.writes = []
        self.refusals = collections.Counter()
        self.counters = collections.Counter()

    def open(self):
        for each in self.callers:
            each.start()

    def close(self):
        """Begins nothing more, and waits until everybody has an answer."""
        self.closing.set()
        end = time.monotonic() + 120
        for each in self.callers:
            each.join(max(0.1, end - time.monotonic()))
        self.giving_up.set()
        return [each.name for each in self.callers if each.is_alive()]

    def count(self, what):
        with self.lock:
            self.counters[what] += 1

    def acknowledged(self, what, began, replayed):
        with self.lock:
            self.told.append(what)
            self.counters["replayed" if replayed else "written"] += 1
            if not replayed:
                self.writes.append((began, what.at))

    def refused(self, code, answer):
        with self.lock:
            self.refusals[f"{code} {answer.get('code', '')}".strip()] += 1

    def first_write(self, after):
        """When the first answer came that was asked for after a moment; None while there is none."""
        with self.lock:
            return min((at for began, at in self.writes[-5000:] if began > after), default=None)
