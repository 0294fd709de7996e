package dev.sluice.proof.network;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import dev.sluice.postgres.replica.Replica;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Ports;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.replica.ReplicatedPostgres;
import io.micrometer.core.instrument.MeterRegistry;

import static org.awaitility.Awaitility.await;

/** A gateway that reads lists and exports from a replica, at the other end of a wire. */
record ReplicatedGateway(ReplicatedPostgres postgres, TcpRelay wire, Instance instance) implements AutoCloseable {

	/** The replica may be far behind, and how it is is seen soon. */
	static ReplicatedGateway start(Path folder, Map<String, String> more) throws Exception {
		ReplicatedPostgres postgres = ReplicatedPostgres.start(folder, Ports.free());
		TcpRelay wire = new TcpRelay(postgres.replica());
		Map<String, String> settings = new HashMap<>(more);
		settings.put("sluice.postgres.replica.url", wire.relayed().r2dbcUrl() + "?options=work_mem=5MB");
		settings.put("sluice.postgres.replica.max-lag", "10m");
		settings.put("sluice.postgres.replica.check-interval", "100ms");
		settings.put("sluice.postgres.connect-timeout", "1s");
		return new ReplicatedGateway(postgres, wire, Instance.start(postgres.primary(), settings));
	}

	TestDatabase primary() {
		return this.postgres.primary();
	}

	Replica replica() {
		return this.instance.context().getBean(Replica.class);
	}

	/** A new shop, once the replica is used. */
	Shop open() {
		Shop shop = Shop.open(primary().client(), this.instance.port());
		awaitUse();
		return shop;
	}

	/** The replica does, and no connection is left in anybody's hands. */
	void catchUp() throws SQLException {
		this.postgres.resume();
		await().until(() -> inUse("replica_reads") + inUse("replica_exports") == 0);
	}

	/** The last position of a shop. */
	long position(Shop shop) throws SQLException {
		return Long.parseLong(ReplicatedPostgres.text(primary(),
				"select max(position) from journal where merchant_id = '" + shop.merchant().id() + "'"));
	}

	/** What the gateway answers a shop. */
	String get(Shop shop, String uri, String type) {
		return String.valueOf(shop.http()
			.get()
			.uri(URI.create("http://localhost:" + this.instance.port() + uri))
			.header("Accept", type)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	boolean isUsed() {
		return this.instance.gauge("sluice.postgres.replica.used") == 1;
	}

	void awaitUse() {
		await().until(this::isUsed);
	}

	/** How many reads there were so far, by where they were answered. */
	double reads(String from) {
		return this.instance.context()
			.getBean(MeterRegistry.class)
			.get("sluice.postgres.replica.reads")
			.tag("from", from)
			.counter()
			.count();
	}

	private double inUse(String share) {
		return this.instance.context()
			.getBean(MeterRegistry.class)
			.get("sluice.postgres.connections.acquired")
			.tag("class", share)
			.gauge()
			.value();
	}

	@Override
	public void close() throws IOException {
		this.instance.close();
		this.wire.close();
		this.postgres.close();
	}

}
