package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;
import dev.sluice.destinations.ways.Recipient;
import dev.sluice.journal.EntryPage;
import dev.sluice.memory.PageSize;
import dev.sluice.pace.Pace;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A stretch of work on a destination, from where it stands up to the head of the journal
 * as it was then. Events are sent while others are read, and what came of them is written
 * down while more are sent: of all that arrived meanwhile the next time together. What
 * happens is done one thing after the other, on whichever thread brings it.
 */
final class Round {

	/** Of whoever fails again and again one event is read, once a round. */
	private static final PageSize ONE = new PageSize(1, 1);

	private final Desk desk;

	private final Standing standing;

	private final Rounds.Signs signs;

	private final Pace pace;

	private final Window window;

	private final PageSize page;

	private final OneByOne changes = new OneByOne(this::goOn, this::breakOff);

	private final Tally tally;

	private final Ledger ledger;

	private final Recipient recipient;

	private final long begun = System.nanoTime();

	private int underWay;

	private boolean reading;

	private boolean ending;

	private boolean closed;

	private @Nullable Throwable error;

	private @Nullable MonoSink<Boolean> end;

	Round(Desk desk, Standing standing, Pace pace, Rounds.Signs signs) {
		this.desk = desk;
		this.standing = standing;
		this.signs = signs;
		this.pace = pace;
		this.page = pace.isInTrouble() ? ONE : desk.settings().page();
		this.tally = new Tally(standing, desk.settings());
		this.window = new Window(Math.max(standing.cursor(), standing.purged()), standing.held());
		this.ledger = new Ledger(this.window, this.tally, standing.cursor(), this.changes,
				(progress) -> desk.save(standing, progress));
		this.recipient = desk.way().to(standing.url(), standing.secrets());
		if (standing.cursor() < standing.purged()) {
			this.tally.gaveUp();
		}
	}

	/**
	 * Does the work; once.
	 * @param due what was held and is tried again
	 * @return whether there is more to do, when all is written down; an error where that
	 * could not be, or nothing could be read. A cancel changes nothing
	 */
	Mono<Boolean> run(Rounds.Due due) {
		return Mono.create((sink) -> this.changes.happens(() -> {
			this.end = sink;
			due.purged().forEach((position) -> {
				this.window.lost(position);
				this.tally.lost(position);
			});
			due.held()
				.forEach((each) -> this.window.addHeld(each.entry(), each.due().attempts(), each.due().overdue()));
		}));
	}

	private void goOn() {
		this.ending |= !this.desk.isOurs().getAsBoolean() || this.signs.isChanged().getAsBoolean()
				|| this.pace.allowed() == 0;
		send();
		read();
		if (this.ending && this.underWay == 0 && !this.reading && !this.closed) {
			this.closed = true;
			this.window.close();
		}
		save();
		finish();
	}

	private void send() {
		while (!this.ending && this.underWay < this.pace.allowed()) {
			Item item = this.window.next();
			if (item == null) {
				return;
			}
			this.underWay++;
			long since = System.nanoTime();
			var _ = this.recipient.send(this.standing.parcel(item.entry()))
				.subscribe((answer) -> this.changes.happens(() -> answered(item, answer, since)),
						(broken) -> this.changes.happens(() -> {
							this.underWay--;
							fail(broken);
						}));
		}
	}

	private void answered(Item item, Answer answer, long since) {
		this.underWay--;
		if (answer.isDelivered()) {
			this.pace.answered();
			this.window.arrived(item);
			this.tally.sent(item, answer, Outcome.DELIVERED, since);
			return;
		}
		this.ending |= answer.outcome() == Outcome.GONE;
		if (!item.isHeld()) {
			this.pace.failed(since);
		}
		Duration asked = answer.retryAfter();
		if (asked != null) {
			this.pace.rest(asked);
		}
		if (item.isOverdue() && !this.pace.isInTrouble() && !this.standing.isAway()) {
			this.tally.sent(item, answer, Outcome.GIVEN_UP, since);
			this.window.givenUp(item);
		}
		else {
			this.tally.sent(item, answer, answer.outcome(), since);
			this.window.refused(item);
		}
	}

	private void read() {
		if (this.ending || this.reading || !mayRead()) {
			return;
		}
		this.reading = true;
		var _ = this.desk.journal()
			.catchUp(this.standing.merchant(), this.standing.selection(), this.window.upTo(), this.standing.head(),
					this.page)
			.subscribe((next) -> this.changes.happens(() -> add(next)), (broken) -> this.changes.happens(() -> {
				this.reading = false;
				fail(broken);
			}));
	}

	/**
	 * Whoever waits for a seat waits for no more than what was read. The first page is
	 * always read, so that each round brings something.
	 */
	private boolean mayRead() {
		boolean first = this.window.upTo() == Math.max(this.standing.cursor(), this.standing.purged());
		return this.window.upTo() < this.standing.head() && hasRoom() && this.window.size() <= this.page.items() / 2
				&& this.window.bytes() <= this.page.bytes() / 2 && this.tally.size() < this.page.items()
				&& (first || (!this.page.equals(ONE) && !this.signs.isWanted().getAsBoolean() && !isHeldUp()));
	}

	/** What is held may be due by now, and is looked for when a round begins. */
	private boolean isHeldUp() {
		return this.window.held() > 0 && System.nanoTime() - this.begun >= this.desk.settings().firstRetry().toNanos();
	}

	private boolean hasRoom() {
		return this.window.held() < this.desk.settings().maxHeld();
	}

	private void add(EntryPage next) {
		this.reading = false;
		this.window.add(next);
	}

	private void fail(Throwable broken) {
		this.ending = true;
		this.error = broken;
	}

	/** Nothing of it counts that is not written down, and nothing is from now on. */
	private void lose(@Nullable Throwable broken) {
		this.ledger.close();
		fail(new Rounds.Lost(broken));
	}

	private void save() {
		boolean more = this.underWay > 0 && !this.ending && this.tally.size() < this.page.items() / 2;
		this.ledger.keep(more, this::saved, this::lose);
	}

	/** Where the merchant has changed it meanwhile, that counts from here on. */
	private void saved(Optional<Instant> before) {
		this.ending |= !before.equals(Optional.of(this.standing.changedAt()));
		if (before.isEmpty()) {
			lose(null);
		}
	}

	private void finish() {
		MonoSink<Boolean> sink = this.end;
		boolean busy = this.underWay > 0 || this.reading || this.ledger.isWriting();
		if (sink == null || busy || !this.ledger.isComplete()) {
			return;
		}
		if (this.error != null) {
			this.end = null;
			sink.error(this.error);
		}
		else if (this.ending || this.window.size() == 0) {
			this.end = null;
			sink.success(this.window.upTo() < this.standing.head() && hasRoom());
		}
	}

	/** It did not do what it should. */
	private void breakOff(Throwable fault) {
		lose(fault);
		if (this.end != null) {
			this.end.error(fault);
			this.end = null;
		}
	}

	/** Whether events are held, as far as is known when it has ended. */
	boolean holds() {
		return this.window.held() > 0;
	}

	/** Whether something has arrived where nothing had for a while. */
	boolean hasRecovered() {
		return this.tally.hasArrived() && this.standing.unwell();
	}

}
