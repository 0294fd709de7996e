package dev.sluice.bench.destinations;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import dev.sluice.bench.contest.Done;
import dev.sluice.bench.contest.Worker;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Cpu;
import dev.sluice.bench.programs.Postgres;

/** Who posts so many events to the receiver: the gateway, or who only posts. */
final class Senders {

	/** How many events are under way to one destination, as by default. */
	private static final int CONCURRENCY = 16;

	/** In which what is under way comes to its end. */
	private static final long SETTLE_MILLIS = 500;

	private final WebhookReceiver receiver;

	private final Postgres postgres;

	private final int events;

	/**
	 * Those who send so many.
	 * @param events as many as the first merchant's journal holds
	 */
	Senders(WebhookReceiver receiver, Postgres postgres, int events) {
		this.receiver = receiver;
		this.postgres = postgres;
		this.events = events;
	}

	/** The gateway, to so many destinations that share the number of deliveries. */
	Worker gateway(Application gateway, DestinationApi api, int destinations) {
		return new Worker() {

			@Override
			public String title() {
				return "Sluice, " + destinations + ((destinations == 1) ? " destination" : " destinations");
			}

			@Override
			public Done work() throws Exception {
				return Senders.this.catchUp(gateway, api, destinations);
			}

		};
	}

	/** The client alone, with as much under way. */
	Worker bare(Application sender, int destinations) {
		return new Worker() {

			@Override
			public String title() {
				return "reactor-netty that only posts, " + destinations * CONCURRENCY + " at once";
			}

			@Override
			public Done work() throws Exception {
				return Senders.this.post(sender, destinations);
			}

		};
	}

	/** The request with somebody's first event, headers and all. */
	String firstOf(Worker worker) throws Exception {
		var _ = worker.work();
		return this.receiver.anyInbox().first();
	}

	private Done catchUp(Application gateway, DestinationApi api, int destinations) throws Exception {
		this.receiver.clear();
		int each = this.events / destinations;
		int from = this.events - each + 1;
		List<DestinationApi.Made> made = new ArrayList<>();
		Meter meter = new Meter(gateway::cpuMicros);
		for (int i = 0; i < destinations; i++) {
			made.add(api.add(Schema.secret(1), (from == 1) ? "\"beginning\"" : String.valueOf(from)));
		}
		this.receiver.await(each * destinations);
		meter.stop();
		Thread.sleep(SETTLE_MILLIS);
		int repeats = 0;
		int signatures = 0;
		for (DestinationApi.Made destination : made) {
			Inbox inbox = this.receiver.inbox(destination.id());
			inbox.check(from, this.events, destination.secret());
			repeats += inbox.repeats();
			signatures += inbox.samples();
			api.remove(destination);
		}
		return meter.done(each * destinations,
				"none missing, " + repeats + " repeated, " + signatures + " signatures are good");
	}

	private Done post(Application sender, int destinations) throws Exception {
		this.receiver.clear();
		String id = "dst_" + "0".repeat(26);
		URI uri = URI.create("http://127.0.0.1:" + sender.port() + "/send/" + id + "/" + this.events + "/"
				+ destinations * CONCURRENCY + "/" + this.receiver.port());
		Meter meter = new Meter(sender::cpuMicros);
		try (HttpClient http = HttpClient.newHttpClient()) {
			var answer = http.sendAsync(HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(),
					BodyHandlers.ofString());
			this.receiver.await(this.events);
			meter.stop();
			if (answer.get().statusCode() != 200) {
				throw new IllegalStateException("The sender answered " + answer.get());
			}
		}
		return meter.done(this.events, this.receiver.inbox(id).repeats() + " repeated");
	}

	/** The CPU that was used from when it was made until it was stopped. */
	private final class Meter {

		private final LongSupplier server;

		private long used;

		private long postgres;

		private long own;

		Meter(LongSupplier server) {
			this.server = server;
			this.used = -server.getAsLong();
			this.postgres = -Senders.this.postgres.cpuMicros();
			this.own = -Cpu.ownMicros();
		}

		void stop() {
			this.used += this.server.getAsLong();
			this.postgres += Senders.this.postgres.cpuMicros();
			this.own += Cpu.ownMicros();
		}

		Done done(double count, String note) {
			return new Done(count / Senders.this.receiver.seconds(), this.used / count, this.postgres / count,
					this.own / count, note);
		}

	}

}
