"""What callers and readers were told, held against what the database and the processor have."""

import collections
import http.client
import json

from trial.processes import HOST, Failed, until

PAYMENTS = """select data->>'id' as id, status, reference, amount, amount_authorized, amount_captured, amount_refunded
  from payments"""

JOURNAL = """select position, data->>'id' as id, version, data->>'status' as status,
       data->>'amount_captured' as captured, data->>'amount_refunded' as refunded from journal order by position"""

EPOCHS = "select restored_to, began_after from journal_epochs"

BOOK = "select payment_id as id, authorized, captured, refunded, voided from simulator.payments"

CHARGES = """select payment_id as id, count(*) as charges from simulator.operations
 where kind in ('sale', 'authorize') group by payment_id having count(*) > 1"""

PENDING = "select count(*) as pending from operations where status = 'pending'"


class Findings:
    """What is wrong, by what it is."""

    def __init__(self):
        self.lost = {}
        self.unknown = {}
        self.differing = {}
        self.twice = []
        self.streams = []
        self.holes = []
        self.listed = []

    def any(self):
        return (self.lost or self.unknown or self.differing or self.twice or self.streams or self.holes
                or self.listed)


def settle(primary, seconds):
    """Waits until no operation is under way any more; says how many still are."""
    try:
        until("all operations have ended", lambda: primary.rows(PENDING)[0]["pending"] == "0", seconds)
        return 0
    except Failed:
        return int(primary.rows(PENDING)[0]["pending"])


def shown(port, key):
    """All payments as GET shows them."""
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    connection.request("GET", "/v1/payments", headers={"Authorization": f"Bearer {key}",
                                                       "Accept": "application/x-ndjson"})
    answer = connection.getresponse()
    lines = answer.read().decode().splitlines()
    connection.close()
    if answer.status != 200:
        raise OSError(f"GET /v1/payments: {answer.status}")
    return {payment["id"]: payment for payment in map(json.loads, lines)}


def compare(shop, readers, primary, book, payments):
    """Everything against everything."""
    findings = Findings()
    journal = primary.rows(JOURNAL)
    epochs = {(int(each["restored_to"]), int(each["began_after"])) for each in primary.rows(EPOCHS)}
    acknowledgements(findings, shop, journal, payments)
    charges(findings, primary.rows(PAYMENTS), book.rows(BOOK), book.rows(CHARGES))
    holes(findings, journal, epochs)
    for each in readers:
        stream(findings, each, journal, epochs)
    return findings


def acknowledgements(findings, shop, journal, payments):
    """Each payment of which somebody was told is there, and was once as he was told, and is so or further."""
    versions = {(row["id"], int(row["version"])): (row["status"], int(row["captured"]), int(row["refunded"]))
                for row in journal}
    for each in shop.told:
        kept = versions.get((each.id, each.version))
        there = payments.get(each.id)
        if kept != (each.status, each.captured, each.refunded) or there is None or there["version"] < each.version:
            findings.lost[each.id] = each


def charges(findings, payments, book, repeated):
    """Each payment has in both books the same sums, and each key has made one."""
    here = {row["id"]: row for row in payments}
    there = {row["id"]: row for row in book}
    references = collections.Counter(row["reference"] for row in payments)
    findings.twice = [reference for reference, count in references.items() if count > 1]
    findings.twice += [row["id"] for row in repeated]
    for each, row in there.items():
        if each not in here:
            findings.unknown[each] = f"{each}: captured {row['captured']}, refunded {row['refunded']}"
    for each, row in here.items():
        kept = there.get(each, {"authorized": "0", "captured": "0", "refunded": "0"})
        sums = [(row["amount_" + sum_], kept[sum_]) for sum_ in ("captured", "refunded")]
        if any(ours != theirs for ours, theirs in sums):
            findings.differing[each] = (f"{each} ({row['status']}): captured {sums[0][0]} here and {sums[0][1]} there, "
                                        f"refunded {sums[1][0]} here and {sums[1][1]} there")


def holes(findings, journal, epochs):
    before = 0
    for row in journal:
        position = int(row["position"])
        if position != before + 1 and (before, position - 1) not in epochs:
            findings.holes.append(f"after {before} comes {position}")
        before = position


def stream(findings, reader, journal, epochs):
    """A reader has the whole journal, and nothing that is not in it."""
    name = reader.name
    findings.streams += [f"{name}: {fault}" for fault in reader.faults]
    findings.streams += [f"{name}: from {before} to {after + 1}, which no restore explains"
                         for before, after in reader.jumps if (before, after) not in epochs]
    kept = {int(row["position"]): (row["id"], int(row["version"]), row["status"]) for row in journal}
    missing = sum(1 for position in kept if position not in reader.seen)
    other = sum(1 for position, event in reader.seen.items() if kept.get(position) != event)
    if missing:
        findings.streams.append(f"{name}: {missing} events never came")
    if other:
        findings.streams.append(f"{name}: {other} events came that are not in the journal")
