package dev.sluice.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import dev.sluice.client.connection.Asking;
import dev.sluice.client.connection.Backoff;
import dev.sluice.client.connection.Failures;
import dev.sluice.client.connection.Limits;
import dev.sluice.client.gateway.Block;
import dev.sluice.client.gateway.Event;
import dev.sluice.client.gateway.EventStream;
import dev.sluice.client.gateway.Gateway;
import dev.sluice.client.gateway.Refusal;
import dev.sluice.client.gateway.Unreadable;
import dev.sluice.client.posting.Bookmark;
import dev.sluice.client.posting.Bookmark.Mark;
import dev.sluice.client.posting.Delivery;
import dev.sluice.client.posting.Hook;
import dev.sluice.client.posting.Secrets;
import dev.sluice.values.CleanText;

/**
 * Follows what happens and posts each event, in order and until it is taken; goes on
 * where it was, whoever was away. It ends when it is interrupted, or when the gateway
 * refuses it for good.
 */
final class Listen {

	static final Set<String> OPTIONS = options();

	private static final String EVENTS = "/v1/events";

	private static final int SHOWN = 500;

	private final Course course;

	private final Gateway gateway;

	private final Hook hook;

	private final Limits limits;

	private final Report report;

	private Mark mark;

	private Listen(Course course, Mark mark, Asking asking, Surroundings surroundings) {
		this.course = course;
		this.mark = mark;
		this.limits = surroundings.limits();
		this.gateway = course.access().gateway(asking, this.limits);
		this.hook = new Hook(course.address(), course.secret().orElse(mark.secret()), asking, surroundings.clock());
		this.report = new Report(surroundings);
	}

	private static Set<String> options() {
		Set<String> options = new TreeSet<>(Course.OPTIONS);
		options.add("from");
		return options;
	}

	/** Does so with the options; answers the exit code. */
	static int run(Arguments arguments, Surroundings surroundings) throws InterruptedException {
		Course course = Course.read(arguments, surroundings);
		Optional<Edge> from = arguments.option("from").map(Listen::from);
		try (Bookmark.Claim _ = course.bookmark().claim(); Asking asking = new Asking(surroundings.limits())) {
			Mark kept = course.bookmark().read().orElseGet(() -> first(course));
			Mark mark = from.map((edge) -> begin(edge, kept)).orElse(kept);
			return new Listen(course, mark, asking, surroundings).run();
		}
	}

	/** Whoever was told the secret can count on it the next time. */
	private static Mark first(Course course) {
		Mark mark = new Mark(null, Secrets.make());
		course.bookmark().write(mark);
		return mark;
	}

	private static Edge from(String text) {
		return Edge.read(text)
			.filter((edge) -> !(edge instanceof Edge.Time))
			.orElseThrow(() -> new Misuse("--from must be now, beginning or the position of the first event."));
	}

	private static Mark begin(Edge from, Mark kept) {
		return switch (from) {
			case Edge.Beginning _ -> kept.at(0);
			case Edge.At(long position) -> kept.at(position - 1);
			case Edge.Now _, Edge.Time _ -> new Mark(null, kept.secret());
		};
	}

	private int run() throws InterruptedException {
		this.course.bookmark().tidy();
		announce();
		Backoff backoff = new Backoff(this.limits);
		while (true) {
			Duration wish = Duration.ZERO;
			try {
				visit(backoff);
			}
			catch (Refusal ex) {
				if (!ex.isForNow()) {
					this.report.tell(this.course.access().url() + " refuses: " + ex.detail());
					return ex.isMisuse() ? ClientCommands.MISUSED : ClientCommands.FAILED;
				}
				wish = ex.wish();
				waits(ex.detail());
			}
			catch (Unreadable ex) {
				this.report.tell("What " + this.course.access().url() + " says cannot be read: " + ex.getMessage());
				return ClientCommands.FAILED;
			}
			catch (IOException ex) {
				waits(Failures.words(ex));
			}
			backoff.rest(wish);
		}
	}

	private void announce() {
		Long position = this.mark.position();
		this.report.say("Forwards " + this.course.words() + ", "
				+ ((position != null) ? "from position " + (position + 1) + " on." : "from now on."));
		this.report
			.say("Signed with " + (this.course.secret().isPresent() ? "the secret that was given" : this.mark.secret())
					+ "; the position is kept in " + this.course.bookmark().file() + ".");
	}

	private void waits(String why) {
		this.report.waits("Waits for " + this.course.access().url() + ": " + why);
	}

	/** From the answer of the gateway to the end of its stream. */
	private void visit(Backoff backoff) throws IOException, InterruptedException {
		Long position = this.mark.position();
		OptionalLong after = (position != null) ? OptionalLong.of(position) : OptionalLong.empty();
		try (EventStream stream = this.gateway.follow(EVENTS, after, this.course.types())) {
			this.course.bookmark().write(this.mark);
			this.report.goesOn(this.course.access().url() + " is there; goes on.");
			read(stream, backoff);
		}
	}

	/**
	 * A stream that breaks is no news: that it cannot be opened again would be, or that
	 * it says nothing.
	 */
	private void read(EventStream stream, Backoff backoff) throws Unreadable, InterruptedException {
		try {
			for (Block block = stream.next(); block != null; block = stream.next()) {
				take(block);
				backoff.worked();
			}
		}
		catch (HttpTimeoutException ex) {
			waits(Failures.words(ex));
		}
		catch (InterruptedIOException ex) {
			throw new InterruptedException(ex.getMessage());
		}
		catch (Unreadable ex) {
			throw ex;
		}
		catch (IOException ex) {
			// It is asked again.
		}
		finally {
			stream.retry().ifPresent(backoff::worked);
		}
	}

	private void take(Block block) throws Unreadable, InterruptedException {
		switch (block.type()) {
			case "position" -> keep(block.position());
			case "reset" -> {
				this.report.tell(lost(block.reason(), block.position()));
				keep(block.position());
			}
			case "end" -> this.report.tell("The gateway ends the stream: " + CleanText.of(block.reason(), SHOWN));
			default -> {
				if (block.isEvent()) {
					deliver(block.event());
				}
			}
		}
	}

	private String lost(String reason, long position) {
		return reason.equals("purged")
				? "Events up to position " + position + " are no longer kept; goes on after them."
				: "The gateway knows no position " + this.mark.position()
						+ "; goes on with what happens after position " + position + ".";
	}

	private void deliver(Event event) throws InterruptedException {
		Backoff backoff = new Backoff(this.limits);
		for (Delivery delivery = this.hook.post(event);; delivery = this.hook.post(event)) {
			if (delivery.taken()) {
				keep(event.position());
				this.report.goesOn(this.course.address() + " takes events again; goes on.");
				this.report.arrived(event, delivery);
				return;
			}
			this.report.waits("Waits with event " + event.position() + " for " + this.course.address() + ": "
					+ delivery.answer());
			backoff.rest(delivery.wish());
		}
	}

	private void keep(long position) {
		this.mark = this.mark.at(position);
		this.course.bookmark().write(this.mark);
	}

}
