package dev.sluice.destinations;

import java.util.List;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestMerchant;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Where a merchant of its own asks for destinations.
 *
 * @param merchant whose they are
 * @param http speaks to the gateway as anybody may
 */
public record Desk(DatabaseClient database, TestMerchant merchant, WebTestClient http) {

	/** Where destinations are. */
	public static final String ALL = "/v1/destinations";

	/** The desk of a new merchant, at the gateway on this port. */
	public static Desk open(DatabaseClient database, int port) {
		Shop shop = Shop.open(database, port);
		return new Desk(database, shop.merchant(), shop.gateway());
	}

	/** Whoever has begun to work on it writes nothing more. */
	private static final String FENCED = """
			update destinations set cursor = $3, term = term + 1, holder = null
			 where merchant_id = $1 and destination_id = $2""";

	/**
	 * What was written before goes. A statement of its own, since one that waits for
	 * whoever is writing does not see what that one wrote.
	 */
	private static final String UNTOUCHED = """
			with held as (delete from held_events where merchant_id = $1 and destination_id = $2)
			delete from deliveries where merchant_id = $1 and destination_id = $2""";

	/** Makes a destination that nothing is sent to, and answers its id. */
	public String paused(String terms) {
		String made = make(terms, 201);
		String id = text(made, "$.id");
		var _ = ask(HttpMethod.POST, one(id) + "/pause", null, 200);
		UUID destination = TypeId.read("dst", id).orElseThrow();
		this.database.sql(FENCED)
			.bind(0, this.merchant.id())
			.bind(1, destination)
			.bind(2, Long.parseLong(text(made, "$.position")))
			.then()
			.block();
		this.database.sql(UNTOUCHED).bind(0, this.merchant.id()).bind(1, destination).then().block();
		return id;
	}

	/** Makes a destination; the terms are what is said beside its type and address. */
	public String make(String terms, int status) {
		return ask(HttpMethod.POST, ALL, "{\"type\": \"webhook\", \"url\": \"https://shop.example/hooks?key=hidden\"%s}"
			.formatted(terms.isEmpty() ? "" : ", " + terms), status);
	}

	/**
	 * Makes a consumer, and answers its id; the terms are what is said beside its type.
	 */
	public String consumer(String terms) {
		return text(ask(HttpMethod.POST, ALL,
				"{\"type\": \"consumer\"%s}".formatted(terms.isEmpty() ? "" : ", " + terms), 201), "$.id");
	}

	/** Where a destination is. */
	public static String one(String id) {
		return ALL + "/" + id;
	}

	/** Asks with the merchant's key. */
	public String ask(HttpMethod method, String path, @Nullable String body, int status) {
		return ask(this.merchant.apiKey(), method, path, body, status);
	}

	/** Asks with any key. */
	public String ask(String key, HttpMethod method, String path, @Nullable String body, int status) {
		WebTestClient.RequestBodySpec request = this.http.method(method)
			.uri(path)
			.headers((headers) -> headers.setBearerAuth(key));
		return String.valueOf(
				((body != null) ? request.contentType(MediaType.APPLICATION_JSON).bodyValue(body) : request).exchange()
					.expectStatus()
					.isEqualTo(status)
					.expectBody(String.class)
					.returnResult()
					.getResponseBody());
	}

	/** Entries of the merchant's journal, a second apart, the newest a second ago. */
	public void happen(int first, int last, String type) {
		this.database.sql("insert into journal_heads (merchant_id) values ($1) on conflict do nothing")
			.bind(0, this.merchant.id())
			.then()
			.then(this.database.sql("""
					insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
					select $1, n, gen_random_uuid(), 1, $4, now() - make_interval(secs => $3 - n + 1), '{}', '{}'
					  from generate_series($2, $3) n""")
				.bind(0, this.merchant.id())
				.bind(1, first)
				.bind(2, last)
				.bind(3, type)
				.then())
			.block();
	}

	/** An entry of the merchant's journal about something. */
	public void happen(UUID subject, long position, int version) {
		this.database.sql("insert into journal_heads (merchant_id) values ($1) on conflict do nothing")
			.bind(0, this.merchant.id())
			.then()
			.then(this.database.sql("""
					insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
					values ($1, $2, $3, $4, 'payment.captured', now(), '{}', '{}')""")
				.bind(0, this.merchant.id())
				.bind(1, position)
				.bind(2, subject)
				.bind(3, version)
				.then())
			.block();
	}

	/** Lets go of entries. */
	public void purge(int upTo) {
		this.database.sql("delete from journal where merchant_id = $1 and position <= $2")
			.bind(0, this.merchant.id())
			.bind(1, upTo)
			.then()
			.then(this.database.sql("update journal_heads set purged = $2 where merchant_id = $1")
				.bind(0, this.merchant.id())
				.bind(1, upTo)
				.then())
			.block();
	}

	/**
	 * The database is restored to where the journal ended with a position, and begins an
	 * epoch.
	 * @return the position before the first one from then on
	 */
	public long restoreTo(long position) {
		return this.database.sql("delete from journal where merchant_id = $1 and position > $2")
			.bind(0, this.merchant.id())
			.bind(1, position)
			.then()
			.then(this.database.sql("select begin_epochs(array[$1])").bind(0, this.merchant.id()).then())
			.then(this.database.sql("select began_after from journal_heads where merchant_id = $1")
				.bind(0, this.merchant.id())
				.mapValue(Long.class)
				.one())
			.blockOptional()
			.orElseThrow();
	}

	/** The actions that were noted of the merchant, oldest first. */
	public List<String> noted() {
		String audit = ask(HttpMethod.GET, "/v1/audit", null, 200);
		return JsonPath.<List<String>>read(audit, "$.data[*].action").reversed();
	}

	/** A value of an answer, by its path. */
	public static String text(String json, String path) {
		return Shop.read(json, path);
	}

}
