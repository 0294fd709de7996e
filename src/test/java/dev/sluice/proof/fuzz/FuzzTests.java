package dev.sluice.proof.fuzz;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway is asked whatever can be asked, and much that cannot. */
class FuzzTests {

	/** Of a build; who asks for a number of requests waits for all of them. */
	private static final int USUALLY = 40_000;

	private static final Duration AT_MOST = Duration.ofMinutes(1);

	private static final Duration FOR_EVER = Duration.ofDays(1);

	/** Ends what is only half there soon, and does not tire of wrong keys. */
	private static final Map<String, String> SETTINGS = Map.of("sluice.web.head-timeout", "300ms",
			"sluice.web.body-timeout", "300ms", "sluice.attempts.sign-ins", "5000", "sluice.attempts.credentials",
			"2000", "sluice.limits.enabled", "false", "sluice.operator.key", Credentials.OPERATOR_KEY);

	@Test
	void answersWhateverIsSentAsItIsDescribed() throws Exception {
		long seed = Long.getLong("fuzz.seed", System.nanoTime());
		Integer wanted = Integer.getInteger("fuzz.requests");
		System.out.println("Replay with -Dfuzz.seed=" + seed);
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		try (Instance gateway = Instance.start(database, SETTINGS)) {
			String address = "http://127.0.0.1:" + gateway.port();
			Fuzzer fuzzer = new Fuzzer(Contract.read(document(address)), gateway.port(), seed,
					new Credentials(address).renew());

			Duration time = (wanted != null) ? FOR_EVER : AT_MOST;
			fuzzer.spare().run((wanted != null) ? wanted : USUALLY, System.nanoTime() + time.toNanos());

			fuzzer.tally().forEach((operation, answers) -> System.out.println(operation + " " + answers));
			fuzzer.findings().forEach((finding) -> System.out.println("\n" + finding));
			assertThat(fuzzer.findings()).isEmpty();
			assertThat(fuzzer.tally()).isNotEmpty()
				.allSatisfy((operation, answers) -> assertThat(answers.keySet()).as(operation)
					.containsAnyOf(200, 201, 202, 204));
			closeAccounts(address);
			assertThat(new Client(List.of(gateway.port()))
				.ask("after-all", "/v1/payments",
						Map.of("amount", 1, "currency", "EUR", "payment_method", "pm_card_visa"))
				.isDone()).isTrue();
			Books books = new Books(rows, rows, new Simulator(gateway.port()));
			books.awaitQuiet();
			books.agree();
		}
	}

	private static String document(String address) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(address + "/openapi.yaml"))).body();
	}

	/** Some may take none of the payments that are made after this. */
	private static void closeAccounts(String address) throws Exception {
		String all = address + "/v1/processor-accounts";
		for (JsonNode account : Client.JSON.readTree(send(asked(all)).body()).path("data")) {
			HttpResponse<String> answer = send(asked(all + "/" + account.path("id").asString()).method("PATCH",
					BodyPublishers.ofString("{\"enabled\": false}")));
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		}
	}

	private static HttpRequest.Builder asked(String address) {
		return HttpRequest.newBuilder(URI.create(address))
			.header("Authorization", "Bearer sk_demo_sluice")
			.header("Content-Type", "application/json");
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(request.build(), BodyHandlers.ofString());
		}
	}

}
