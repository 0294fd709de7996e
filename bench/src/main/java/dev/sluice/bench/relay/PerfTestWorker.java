package dev.sluice.bench.relay;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.contest.Done;
import dev.sluice.bench.contest.Worker;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.KafkaBroker;

/** Kafka's own test of a producer, with records as large as the gateway's. */
final class PerfTestWorker implements Worker {

	private final Application program;

	private final KafkaBroker broker;

	private final Topic topic;

	private final Topic relayed;

	private final Path payloads;

	private final Settings settings;

	/**
	 * Makes one.
	 * @param relayed what the gateway writes, which is compressed as this is then
	 * @param payloads a record on each line
	 */
	PerfTestWorker(Application program, KafkaBroker broker, Topic topic, Topic relayed, Path payloads,
			Settings settings) {
		this.program = program;
		this.broker = broker;
		this.topic = topic;
		this.relayed = relayed;
		this.payloads = payloads;
		this.settings = settings;
	}

	/**
	 * How it works.
	 *
	 * @param compression empty for that of the gateway
	 * @param properties more of the producer's
	 */
	record Settings(int records, int transactionMillis, String compression, List<String> properties) {
	}

	@Override
	public String title() {
		return "kafka-producer-perf-test";
	}

	@Override
	public Done work() throws Exception {
		this.topic.skip();
		String arguments = String.join("\n", arguments());
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.program.port() + "/run"))
			.POST(BodyPublishers.ofString(arguments))
			.build();
		int count = this.settings.records();
		String said;
		Look before = look();
		Look[] last = { before };
		try (HttpClient http = HttpClient.newHttpClient()) {
			var answer = http.sendAsync(request, BodyHandlers.ofString());
			this.topic.awaitCommitted(count, () -> last[0] = look());
			if (answer.get().statusCode() != 200) {
				throw new IllegalStateException(answer.get().body());
			}
			said = answer.get()
				.body()
				.strip()
				.lines()
				.reduce("", (one, next) -> next)
				.replaceAll(", \\d+ ms 50th.*", "");
		}
		long[] read = { 0 };
		this.topic.read((record) -> read[0]++);
		if (read[0] != count) {
			throw new IllegalStateException(read[0] + " of " + count + " records are there");
		}
		this.topic.forget();
		return last[0].since(before, count, "by itself: " + said);
	}

	private List<String> arguments() throws Exception {
		String compression = this.settings.compression().isEmpty() ? this.relayed.batches().codec()
				: this.settings.compression();
		List<String> arguments = new ArrayList<>(List.of("--bootstrap-server", this.broker.address(), "--topic",
				this.topic.name(), "--num-records", String.valueOf(this.settings.records()), "--throughput", "-1",
				"--payload-file", this.payloads.toString(), "--transactional-id", "perf-test",
				"--transaction-duration-ms", String.valueOf(this.settings.transactionMillis()), "--command-property",
				"acks=all", "compression.type=" + compression));
		arguments.addAll(this.settings.properties());
		return arguments;
	}

	private Look look() {
		return new Look(System.nanoTime(), this.program.cpuMicros(), Double.NaN, this.broker.cpuMicros());
	}

}
