package dev.sluice.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import dev.sluice.client.connection.Asking;
import dev.sluice.client.connection.Backoff;
import dev.sluice.client.connection.Failures;
import dev.sluice.client.connection.Limits;
import dev.sluice.client.gateway.Event;
import dev.sluice.client.gateway.Gateway;
import dev.sluice.client.gateway.PastEvents;
import dev.sluice.client.gateway.Refusal;
import dev.sluice.client.gateway.Unreadable;
import dev.sluice.client.posting.Bookmark.Mark;
import dev.sluice.client.posting.Delivery;
import dev.sluice.client.posting.Hook;
import dev.sluice.client.posting.Secrets;

/**
 * Posts a range of events that happened already, oldest first, and ends. How far
 * {@link Listen} is stays as it is.
 */
final class Replay {

	static final Set<String> OPTIONS = options();

	private final Course course;

	private final Gateway gateway;

	private final Hook hook;

	private final Limits limits;

	private final Report report;

	/** The next position to look at. */
	private long next;

	private long posted;

	private Replay(Course course, Mark mark, Asking asking, Surroundings surroundings) {
		this.course = course;
		this.limits = surroundings.limits();
		this.gateway = course.access().gateway(asking, this.limits);
		this.hook = new Hook(course.address(), course.secret().orElse(mark.secret()), asking, surroundings.clock());
		this.report = new Report(surroundings);
	}

	private static Set<String> options() {
		Set<String> options = new TreeSet<>(Course.OPTIONS);
		options.add("from");
		options.add("to");
		return options;
	}

	/** Does so with the options; answers the exit code. */
	static int run(Arguments arguments, Surroundings surroundings) throws IOException, InterruptedException {
		Course course = Course.read(arguments, surroundings);
		Edge from = edge("from", arguments.option("from").orElseThrow(() -> new Misuse("From where? Say --from=….")));
		Edge to = edge("to", arguments.option("to").orElse("now"));
		Mark mark = course.bookmark().read().orElseGet(() -> remember(course));
		try (Asking asking = new Asking(surroundings.limits())) {
			return new Replay(course, mark, asking, surroundings).run(from, to);
		}
	}

	private static Edge edge(String option, String text) {
		return Edge.read(text)
			.orElseThrow(() -> new Misuse("--" + option
					+ " must be a position, a time such as 2026-03-02T09:30:00Z (RFC 3339), beginning or now."));
	}

	/** A secret for this one and those that come later, and no position. */
	private static Mark remember(Course course) {
		Mark mark = new Mark(null, Secrets.make());
		if (course.secret().isEmpty()) {
			course.bookmark().write(mark);
		}
		return mark;
	}

	private int run(Edge from, Edge to) throws IOException, InterruptedException {
		Span span = Span.find(this.gateway, from, to);
		if (span.isEmpty()) {
			this.report.say("There is no event in that range.");
			return ClientCommands.DONE;
		}
		this.report.say("Posts " + this.course.words() + " once more, from " + from + " to " + to + ".");
		this.next = span.first();
		Backoff backoff = new Backoff(this.limits);
		while (true) {
			Duration wish = Duration.ZERO;
			try (PastEvents events = this.gateway.after(this.next - 1, this.course.types())) {
				return postAll(events, span, backoff) ? done() : stopped();
			}
			catch (InterruptedIOException ex) {
				throw new InterruptedException(ex.getMessage());
			}
			catch (Refusal ex) {
				wish = ex.wish();
				giveUpUnless(ex.isForNow(), backoff, ex);
			}
			catch (IOException ex) {
				giveUpUnless(!(ex instanceof Unreadable), backoff, ex);
			}
			backoff.rest(wish);
		}
	}

	private void giveUpUnless(boolean worthwhile, Backoff backoff, IOException ex) throws IOException {
		if (!worthwhile || backoff.failures() + 1 >= this.limits.tries()) {
			if (this.posted > 0 && !(ex instanceof Refusal refusal && refusal.isPurged())) {
				goOnWith();
			}
			throw ex;
		}
		this.report.waits("Waits for " + this.course.access().url() + ": "
				+ ((ex instanceof Refusal refusal) ? refusal.detail() : Failures.words(ex)));
	}

	/** Whether all of them have arrived. */
	private boolean postAll(PastEvents events, Span span, Backoff backoff) throws IOException, InterruptedException {
		for (Event event = events.next(); event != null && event.position() <= span.last(); event = events.next()) {
			this.report.goesOn(this.course.access().url() + " is there; goes on.");
			backoff.worked();
			if (span.has(event) && !post(event)) {
				return false;
			}
			this.next = event.position() + 1;
		}
		return true;
	}

	private boolean post(Event event) throws InterruptedException {
		Backoff backoff = new Backoff(this.limits);
		for (Delivery delivery = this.hook.post(event);; delivery = this.hook.post(event)) {
			if (delivery.taken()) {
				this.posted++;
				this.report.goesOn(this.course.address() + " takes events again; goes on.");
				this.report.arrived(event, delivery);
				return true;
			}
			String words = "event " + event.position() + " for " + this.course.address() + ": " + delivery.answer();
			if (backoff.failures() + 1 >= this.limits.tries()) {
				this.report.tell("Gives up " + words);
				return false;
			}
			this.report.waits("Waits with " + words);
			backoff.rest(delivery.wish());
		}
	}

	private int done() {
		this.report.say(posted());
		return ClientCommands.DONE;
	}

	private int stopped() {
		goOnWith();
		return ClientCommands.FAILED;
	}

	private void goOnWith() {
		this.report.say(posted() + " Go on with --from=" + this.next + ".");
	}

	private String posted() {
		return (this.posted == 1) ? "1 event was posted." : this.posted + " events were posted.";
	}

}
