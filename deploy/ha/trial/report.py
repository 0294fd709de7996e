"""What is printed while the trial goes on, and at its end."""

import collections
import statistics
import sys
import time

_began = time.monotonic()


def say(text):
    print(f"{time.monotonic() - _began:7.1f}  {text}", flush=True)


def seconds(times):
    return f"median {statistics.median(times):.1f} s, worst {max(times):.1f} s" if times else "none"


def some(what, items):
    for each in items[:10]:
        print(f"  {what}: {each}")
    if len(items) > 10:
        print(f"  and {len(items) - 10} more")


def summary(trial, findings, pending):
    """Prints it, and says whether everything is as it should be."""
    options, shop = trial.options, trial.shop
    late = [each for each in trial.outages if each > options.goal]
    print()
    print(f"{options.failovers} times the {options.lose} was {options.how}"
          + (f", replication {options.lag:g} s behind" if options.lag else "")
          + f"; {'asynchronous' if options.asynchronous else 'synchronous'} replication")
    print(f"until the first acknowledged write   {seconds(trial.outages)} (goal {options.goal:g} s)")
    print(f"until readers had an event again     {seconds(trial.silences)}")
    print(f"until the lost node was standby      {seconds(trial.returns)}")
    print(f"promotions                           {trial.promotions}, "
          f"{trial.unwanted} of them without a loss")
    print(f"payments told of                     {len({each.id for each in shop.told})}, with {len(shop.told)} answers "
          f"to {shop.counters['keys']} keys; {shop.counters['replayed']} of them to a repeated request")
    print("refusals meanwhile                   " + ", ".join(f"{count} x {what}" for what, count
                                                               in shop.refusals.most_common(6)))
    print(f"told of and lost                     {len(findings.lost)}")
    print(f"in the processor's book, unknown     {len(findings.unknown)}")
    print(f"other sums than the processor's      {len(findings.differing)}")
    print("differences that reconcile lists     " + (", ".join(
        f"{count} x {what}" for what, count in collections.Counter(
            line["what"] for line in findings.listed).most_common()) or "0"))
    print(f"made or charged twice                {len(findings.twice)}")
    print(f"holes in the journal                 {len(findings.holes)}")
    print(f"operations still under way           {pending}")
    for each in trial.readers:
        resets = "".join(f"; told at {at}: {reason}, goes on after {to}" for at, reason, to in each.resets)
        print(f"{each.name:<37}{len(each.seen)} events, up to {each.position}, {each.connects} connections{resets}")
    print(f"faults of streams                    {len(findings.streams)}")
    some("lost", list(findings.lost.values()))
    some("unknown", list(findings.unknown.values()))
    some("differs", list(findings.differing.values()))
    some("twice", findings.twice)
    some("stream", findings.streams)
    some("hole", findings.holes)
    sys.stdout.flush()
    return late
