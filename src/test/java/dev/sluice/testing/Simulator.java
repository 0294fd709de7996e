package dev.sluice.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a simulator over HTTP. */
public final class Simulator {

	public static final String FAULTS = "/v1/faults";

	public static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * A fifth of the answers is lost after the work is done, a tenth of the requests
	 * fails before, and callbacks come late, twice and in any order.
	 */
	private static final Map<String, Object> BAD_DAY = Map.of("latency",
			Map.of("min_ms", 0, "median_ms", 3, "p99_ms", 40), "error_before_rate", 0.1, "error_after_rate", 0.1,
			"drop_after_rate", 0.1, "duplicate_callback_rate", 0.3, "late_callback_rate", 0.3, "late_by_ms", 700,
			"shuffle_callbacks", true, "callbacks_for_all", true);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String url;

	public Simulator(int port) {
		this.url = "http://127.0.0.1:" + port + "/simulator";
	}

	/** Where gateways find it. */
	public String url() {
		return this.url;
	}

	public static String newPayment() {
		return TypeId.write("pay", TypeId.next());
	}

	public static String newOperation() {
		return TypeId.write("op", TypeId.next());
	}

	public static Map<String, Object> operation(String operation, String payment, String kind, long amount,
			String method) {
		return new LinkedHashMap<>(Map.of("operation", operation, "payment", payment, "kind", kind, "amount", amount,
				"currency", "EUR", "payment_method", method));
	}

	public static Map<String, Object> operation(String payment, String kind, long amount) {
		return operation(newOperation(), payment, kind, amount, "pm_card_visa");
	}

	public Reply execute(Map<String, Object> operation) throws IOException, InterruptedException {
		return send("POST", "/v1/operations", operation);
	}

	public Reply execute(String payment, String kind, long amount) throws IOException, InterruptedException {
		return execute(operation(payment, kind, amount));
	}

	/** The id of an operation. */
	public static String id(Map<String, Object> operation) {
		return (String) Objects.requireNonNull(operation.get("operation"));
	}

	/** The id of its payment. */
	public static String payment(Map<String, Object> operation) {
		return (String) Objects.requireNonNull(operation.get("payment"));
	}

	public Reply find(Map<String, Object> operation) throws IOException, InterruptedException {
		return find(id(operation));
	}

	public Reply find(String operation) throws IOException, InterruptedException {
		return send("GET", "/v1/operations/" + operation, null);
	}

	public void faults(Map<String, Object> faults) throws IOException, InterruptedException {
		assertOk(send("PUT", FAULTS, faults));
	}

	/** Whatever can go wrong does, at random. */
	public void hasABadDay(long seed) throws IOException, InterruptedException {
		Map<String, Object> faults = new HashMap<>(BAD_DAY);
		faults.put("seed", seed);
		faults(faults);
	}

	public void noFaults() throws IOException, InterruptedException {
		assertOk(send("DELETE", FAULTS, null));
	}

	/** The sums of all payments, by their ids. */
	public Map<String, JsonNode> book() throws IOException, InterruptedException {
		return send("GET", "/v1/book", null).text()
			.lines()
			.map(JSON::readTree)
			.collect(Collectors.toMap((line) -> line.path("payment").asString(), Function.identity()));
	}

	/** The sums of a payment, as one line of the book. */
	public JsonNode book(String payment) throws IOException, InterruptedException {
		return send("GET", "/v1/book/" + payment, null).body();
	}

	public Reply send(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).header("Authorization", "Bearer sim_demo_secret")
			.header("Content-Type", "application/json")
			.method(method,
					(body != null) ? BodyPublishers.ofString(JSON.writeValueAsString(body)) : BodyPublishers.noBody());
		return Reply.of(this.http.send(request.build(), BodyHandlers.ofString()));
	}

	public HttpResponse<String> withoutSecret(String path) throws IOException, InterruptedException {
		return this.http.send(request(path).build(), BodyHandlers.ofString());
	}

	public HttpResponse<String> page(String operation) throws IOException, InterruptedException {
		return this.http.send(request("/challenges/" + operation).build(), BodyHandlers.ofString());
	}

	public HttpResponse<String> submit(String operation, String decision) throws IOException, InterruptedException {
		return submitForm(operation, "decision=" + URLEncoder.encode(decision, StandardCharsets.UTF_8));
	}

	/** Sends a form as it is, encoded rightly or not. */
	public HttpResponse<String> submitForm(String operation, String form) throws IOException, InterruptedException {
		return submitAs("application/x-www-form-urlencoded", operation, form);
	}

	/** Submits a body of any media type to the challenge. */
	public HttpResponse<String> submitAs(String type, String operation, String form)
			throws IOException, InterruptedException {
		HttpRequest request = request("/challenges/" + operation).header("Content-Type", type)
			.POST(BodyPublishers.ofString(form))
			.build();
		return this.http.send(request, BodyHandlers.ofString());
	}

	/** Does the same so often at once. */
	public static <T> List<T> parallel(int times, Callable<T> work) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<T>> futures = threads.invokeAll(IntStream.range(0, times).mapToObj((i) -> work).toList());
			return futures.stream().map(Future::resultNow).toList();
		}
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path));
	}

	private static void assertOk(Reply reply) {
		if (reply.status() != 200) {
			throw new AssertionError(reply);
		}
	}

	/**
	 * What came back.
	 *
	 * @param processed the header that tells what was not done
	 */
	public record Reply(int status, String processed, String text) {

		static Reply of(HttpResponse<String> response) {
			return new Reply(response.statusCode(), response.headers().firstValue("Sluice-Processed").orElse(""),
					response.body());
		}

		public JsonNode body() {
			return JSON.readTree(this.text);
		}

		public String get(String field) {
			return body().path(field).asString("");
		}

	}

}
