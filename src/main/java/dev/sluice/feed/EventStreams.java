package dev.sluice.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import dev.sluice.journal.Entry;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.MerchantId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The live streams of this instance, in the format of Server-Sent Events (WHATWG HTML
 * §9.2). They end first at shutdown, so that they do not hold it up and clients connect
 * elsewhere.
 */
@Component
class EventStreams implements SmartLifecycle {

	private static final byte[] HEARTBEAT = text(":\n\n");

	private final Journal journal;

	private final FeedSettings settings;

	private volatile Sinks.One<Boolean> shutdown = Sinks.one();

	private volatile boolean running;

	EventStreams(Journal journal, FeedSettings settings) {
		this.journal = journal;
		this.settings = settings;
	}

	/**
	 * Everything after a position, then what comes.
	 * @return chunks to be written and flushed one by one, the first at once; it
	 * completes at shutdown; cancel to leave
	 */
	Flux<byte[]> after(MerchantId merchant, long position) {
		Flux<byte[]> events = this.journal.follow(merchant.value(), position, this.settings.pageSize())
			.map(EventStreams::encode);
		Flux<byte[]> heartbeats = Flux.interval(this.settings.heartbeat())
			.onBackpressureDrop()
			.map((tick) -> HEARTBEAT);
		return Flux.concat(Mono.fromSupplier(this::greeting), Flux.merge(1, events, heartbeats))
			.takeUntilOther(this.shutdown.asMono());
	}

	/**
	 * As {@link #after}, for a reader whose position is not in the journal: told first,
	 * in the stream, since an {@code EventSource} cannot read headers.
	 */
	Flux<byte[]> reset(MerchantId merchant, long head) {
		byte[] reset = text("id: %d\nevent: reset\ndata: {\"reason\":\"unknown_position\",\"position\":%d}\n\n"
			.formatted(head, head));
		return Flux.concat(Mono.just(reset), after(merchant, head));
	}

	/**
	 * A comment sends the headers on their way; the retry differs, so that not all
	 * clients come back at once.
	 */
	private byte[] greeting() {
		long retry = this.settings.retry().toMillis();
		return text("retry: %d\n: connected\n\n".formatted(retry + ThreadLocalRandom.current().nextLong(retry)));
	}

	private static byte[] encode(List<Entry> entries) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (Entry entry : entries) {
			out.writeBytes(text("id: %d\nevent: %s\ndata: ".formatted(entry.position(), entry.type())));
			out.writeBytes(EventJson.write(entry).utf8());
			out.writeBytes(text("\n\n"));
		}
		return out.toByteArray();
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		Sinks.One<Boolean> ended = this.shutdown;
		this.shutdown = Sinks.one();
		ended.tryEmitValue(true).orThrow();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
	}

}
