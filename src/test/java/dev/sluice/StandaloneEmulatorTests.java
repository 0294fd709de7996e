package dev.sluice;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** An emulator in a process of its own. */
class StandaloneEmulatorTests {

	private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	private Path folder;

	@Test
	void servesOneEmulatorAndNothingElseAndTellsItsEvents() throws Exception {
		Queue<String> signatures = new ConcurrentLinkedQueue<>();
		DisposableServer shop = HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
			signatures.add(String.valueOf(request.requestHeaders().get("Stripe-Signature")));
			return response.status(200).send();
		}).bindNow();
		try (SluiceProcess process = SluiceProcess
			.start(this.folder, "emulate", "stripe", "--server.port=0",
					"--sluice.emulators.stripe.webhook-url=http://127.0.0.1:" + shop.port() + "/hooks")
			.awaitOutput("Started StandaloneEmulator")) {
			Matcher port = PORT.matcher(process.output());
			assertThat(port.find()).isTrue();
			String base = "http://127.0.0.1:" + port.group(1);

			HttpResponse<String> paid = pay(base + "/v1/payment_intents");
			assertThat(paid.statusCode()).as(paid.body()).isEqualTo(200);
			assertThat(paid.body()).contains("\"requires_action\"", base + "/emulators/stripe/challenges/acct_1");
			assertThat(get(base + "/emulators/stripe/challenges/challenge.css").statusCode()).isEqualTo(200);
			assertThat(get(base + "/emulators/stripe/faults").statusCode()).isEqualTo(200);

			assertThat(get(base + "/v1/account").statusCode()).isEqualTo(401);
			assertThat(get(base + "/simulator/v1/operations/op_1").statusCode()).isEqualTo(404);
			assertThat(get(base + "/").statusCode()).isEqualTo(404);
			assertThat(get(base + "/openapi.yaml").statusCode()).isEqualTo(404);

			await().until(() -> !signatures.isEmpty());
			assertThat(signatures).allMatch((signature) -> signature.matches("t=[0-9]+,v1=[0-9a-f]{64}"));
			process.terminate();
		}
		finally {
			shop.disposeNow();
		}
	}

	@Test
	void servesAdyenWhereItsClientsLookForIt() throws Exception {
		String[] options = Stream
			.concat(Stream.of("emulate", "adyen"), Stream.of(TestDatabase.create().arguments("--server.port=0")))
			.toArray(String[]::new);
		try (SluiceProcess process = SluiceProcess.start(this.folder, options)
			.awaitOutput("Started StandaloneEmulator")) {
			Matcher port = PORT.matcher(process.output());
			assertThat(port.find()).isTrue();
			String base = "http://127.0.0.1:" + port.group(1);

			HttpResponse<String> paid = payAdyen(base + "/v72/payments", "AQEalone");
			assertThat(paid.statusCode()).as(paid.body()).isEqualTo(200);
			assertThat(paid.body()).contains("\"RedirectShopper\"", base + "/emulators/adyen/challenges/Alone.");
			assertThat(get(base + "/emulators/adyen/challenges/challenge.css").statusCode()).isEqualTo(200);
			assertThat(get(base + "/emulators/adyen/accounts/Alone").statusCode()).isEqualTo(200);

			assertThat(payAdyen(base + "/v72/payments", "sk_test_alone").statusCode()).isEqualTo(401);
			assertIsNotReachedFromElsewhere(Integer.parseInt(port.group(1)));
			assertThat(get(base + "/emulators/stripe/faults").statusCode()).isEqualTo(404);
			process.terminate();
		}
	}

	/**
	 * Its faults and accounts are open to whoever reaches it, also with a database of its
	 * own.
	 */
	private static void assertIsNotReachedFromElsewhere(int port) throws IOException {
		List<InetAddress> elsewhere = NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> address instanceof Inet4Address && !address.isLoopbackAddress())
			.toList();
		for (InetAddress address : elsewhere) {
			assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(ConnectException.class);
		}
	}

	private HttpResponse<String> payAdyen(String url, String key) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.header("X-API-Key", key)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("""
					{"merchantAccount": "Alone", "reference": "1", "amount": {"currency": "EUR", "value": 1999},
					 "returnUrl": "https://shop.example/back", "paymentMethod": {"type": "scheme",
					 "encryptedCardNumber": "test_5454545454545454", "encryptedExpiryMonth": "test_03",
					 "encryptedExpiryYear": "test_2030", "encryptedSecurityCode": "test_737"}}"""))
			.build();
		return this.http.send(request, BodyHandlers.ofString());
	}

	private HttpResponse<String> get(String url) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> pay(String url) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.header("Authorization", "Bearer sk_test_alone")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("amount=1999&currency=eur&payment_method=pm_card_threeDSecure2Required"
					+ "&confirm=true&payment_method_types[]=card&return_url=https://shop.example/back"))
			.build();
		return this.http.send(request, BodyHandlers.ofString());
	}

}
