package dev.sluice.bench;

import java.util.List;

import dev.sluice.bench.creates.Creates;
import dev.sluice.bench.creates.Generator;
import dev.sluice.bench.creates.Merchants;
import dev.sluice.bench.creates.Payments;
import dev.sluice.bench.creates.Snapshot;
import dev.sluice.bench.destinations.Destinations;
import dev.sluice.bench.export.Export;
import dev.sluice.bench.growth.Growth;
import dev.sluice.bench.latency.Lag;
import dev.sluice.bench.latency.Latency;
import dev.sluice.bench.outage.Outage;
import dev.sluice.bench.reads.Reads;
import dev.sluice.bench.relay.Relay;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.start.WarmUp;
import dev.sluice.bench.streams.IdleStreams;
import dev.sluice.bench.streams.Streams;

/** The command line. */
public final class Bench {

	private static final String HELP = """
			bench/run reads|creates|payments|merchants|latency|lag|outage|snapshot|warm|growth|streams|idle|destinations|relay|
			  export|generator [--option=value ...]

			Everything is started by the run itself, on free ports of the loopback, and stopped at its end: one PostgreSQL
			with a directory of its own, the gateway (target/sluice.jar), and the contenders. Results are the medians of
			alternating slices; they are printed as a table and as Markdown (bench/target/results/).

			for all
			  --smoke                 a short run that shows that everything works; its figures mean nothing
			  --slices=N              measured slices for each contender (7; smoke 2)
			  --slice=SECONDS         how long a slice is (10; smoke 3)
			  --warmup=N              slices for each contender before the first measured one (6; smoke 1)
			  --warm=N                more of them until each server has answered so many (0)
			  --jar=FILE              the gateway (target/sluice.jar)
			  --jar-b=FILE            reads, creates, payments, merchants: another one, with a PostgreSQL of its own, that takes turns
			  --gateway-args='...'    more arguments for the gateway; may be repeated
			  --gateway-jvm='...'     its JVM (-Xms1g -Xmx1g; creates: 3g; export: -Xmx96m)
			  --pg-bin=DIR            PostgreSQL's programs, pgbench among them (the newest of /usr/lib/postgresql)
			  --standby[=MS]          each commit waits for a standby whose link has a round trip of so long (2)
			  --data-dir=DIR          where the database's directory is made (the temporary directory)
			  --jfr                   one more slice of the gateway, recorded, and where its CPU time went

			reads: GET of one payment and of the newest fifty, beside peers, a server that only answers, and pgbench
			  --operations=LIST       (get,list)
			  --rows=N                payments that are there (100000; smoke 5000)
			  --connections=N         kept open, one request at a time on each (64)
			  --peers=LIST            of bench/peers, or none (mvc,vertx,webflux)

			creates: POST /v1/payments with keys, answered after the commit, beside peers and pgbench
			  --peers=LIST            of bench/peers, or none (mvc,vertx,webflux)
			  --connections=N         kept open, one request at a time on each (64)
			  --sweep                 first one slice each with 16, 32, 64, 128 and 256 connections
			  --processor=stub        the processor answers nothing before a slice has ended (see bench/README.md)
			  --processor=instant     it approves at once: each payment is two commits and a call
			  --processor=simulator   the gateway's own simulator, in its process and database
			  --gateway-b-args='...'  what the second gateway has more (--sluice.journal.batch-size=1); empty for none
			  --pgbench-clients=LIST  tried before; the best is measured (4,8,16,32)

			payments: POST /v1/payments with keys, answered after the processor's outcome is recorded, beside peers
			  --merchants=N           whose they are, each request of any of them (1)
			  --connections, --peers  as above

			merchants: creates, each request of any of some merchants
			  --merchants=LIST        how many (1,10,100,1000; smoke 1,20)
			  --connections, --peers  as above

			latency: requests at a fixed rate, timed from when each was to be sent
			  --operations=LIST       (get,create)
			  --shares=LIST           of what each reached in this run as fast as it could, in percent (25,50)
			  --rates=LIST            requests per second instead, the same for all
			  --connections, --peers, --rows, --processor  as above; at most 512 are under way

			lag: from a payment's answer by one instance to its event on a stream of another
			  --rates=LIST            payments per second (5,50,500; smoke 20)

			outage: look-ups of payments that a processor left open, beside who does nothing else than ask it
			  --operations=N          left open in each round (10000; smoke 500); --slices is how many rounds
			  --merchants=N           whose they are (20; smoke 3)

			snapshot: creates of one merchant and of many while somebody holds a snapshot open, as a backup does
			  --minutes=N             how long (10; smoke 0.2)
			  --window=SECONDS        half of a pair of slices (15; smoke 3)
			  --merchants=N           (100; smoke 10)

			warm: from the start of a process to 80 % of its steady rate of reads, under load, beside peers
			  --seconds=N             of load (60; smoke 6); --slices is how often each is started

			growth: CPU per create, read and page as there are more payments and merchants; charts as SVG
			  --payments=LIST         (10000,100000,1000000; smoke 1000,10000)
			  --merchants=LIST        (1,10,100,1000,10000; smoke 1,20)

			streams: SSE to many streams, all ids checked, against Spring's stock way
			  --streams=N             (500)
			  --small                 data of 60 bytes instead of a real payment's
			  --window=N              events that the journal may be ahead of the slowest stream (1024)
			  --batch=N               events in one transaction (64)
			  --stock-sink=buffer     the contender's emitter waits where the sink is full; best-effort drops instead
			  --contender=stock|none  (stock)

			idle: what 10,000 streams cost, and how late they are
			  --streams=N             (10000)
			  --rate=N                events per second, each to every stream (50)
			  --burst=N               events in one transaction (1)

			destinations: events posted to webhooks, beside a client that only posts; and destinations at rest
			  --events=N              deliveries in a slice (50000; smoke 2000)
			  --destinations=LIST     how many share them, one table each (1,8; 16 at the most; 0 for none)
			  --idle=N                destinations at rest (10000; smoke 200); 0 for none
			  --rest=SECONDS          for how long queries are counted then (60; smoke 12)

			relay: events to Kafka, beside kafka-producer-perf-test
			  --events=N              in a slice (500000; smoke 20000)
			  --merchants=N           whose they are (8)
			  --partitions=N          of each topic (8)
			  --topic=NAME            of the gateway (sluice.events)
			  --transaction-ms=N      how long a transaction of the perf test is (200)
			  --compression=TYPE      of the perf test (what the gateway is seen to use)
			  --peer-props='...'      more properties of its producer (batch.size=131072 linger.ms=5)
			  --broker-jvm='...'      (-Xms1g -Xmx1g)
			  --peer-only             without the gateway's relay

			generator: what the generator of creates costs, against a stub in its own process
			  --connections=N         (64)

			export: GET /v1/payments as NDJSON, beside peers and COPY
			  --rows=N                (1000000; smoke 50000)
			  --peers=LIST            of bench/peers, with the gateway's JVM, or none (mvc,vertx,webflux)
			""";

	private Bench() {
	}

	/** Runs one benchmark. */
	public static void main(String[] arguments) {
		try {
			run(List.of(arguments));
			System.exit(0);
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage() + "\nSee bench/run --help");
		}
		catch (Throwable ex) {
			ex.printStackTrace();
		}
		System.exit(1);
	}

	private static void run(List<String> arguments) throws Exception {
		if (arguments.isEmpty() || arguments.stream().anyMatch(List.of("--help", "-h", "help")::contains)) {
			System.out.print(HELP);
			return;
		}
		Options options = new Options(arguments.subList(1, arguments.size()));
		Plan plan = Plan.of(options);
		switch (arguments.getFirst()) {
			case "creates" -> new Creates(plan, options).run();
			case "payments" -> new Payments(plan, options).run();
			case "streams" -> new Streams(plan, options).run();
			case "idle" -> new IdleStreams(plan, options).run();
			case "generator" -> new Generator(plan, options).run();
			case "reads" -> new Reads(plan, options).run();
			case "merchants" -> new Merchants(plan, options).run();
			case "latency" -> new Latency(plan, options).run();
			case "lag" -> new Lag(plan, options).run();
			case "outage" -> new Outage(plan, options).run();
			case "snapshot" -> new Snapshot(plan, options).run();
			case "warm" -> new WarmUp(plan, options).run();
			case "growth" -> new Growth(plan, options).run();
			case "destinations" -> new Destinations(plan, options).run();
			case "relay" -> new Relay(plan, options).run();
			case "export" -> new Export(plan, options).run();
			default -> throw new IllegalArgumentException("No such benchmark: " + arguments.getFirst());
		}
	}

}
