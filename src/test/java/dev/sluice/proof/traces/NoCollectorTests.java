package dev.sluice.proof.traces;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;

import dev.sluice.http.traces.Traces;
import dev.sluice.proof.Instance;
import dev.sluice.proof.destinations.Receiver;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Where nobody collects traces there is nothing of them. */
@ExtendWith(OutputCaptureExtension.class)
class NoCollectorTests {

	/** Where OTLP is spoken by default, over HTTP: traces, metrics and logs alike. */
	private static final int DEFAULT_PORT = 4318;

	private final TestDatabase database = TestDatabase.create();

	@Test
	void recordsNothingKeepsNothingAndCallsNobody(CapturedOutput output) throws Exception {
		try (ServerSocket collector = collector(); Receiver receiver = new Receiver()) {
			try (Instance gateway = Instance.start(this.database, Map.of())) {
				assertNothingIsThere(gateway.context());

				Shop shop = Shop.open(this.database.client(), gateway.port());
				pay(shop, receiver.url("/hook"));
				await().atMost(Patience.LONG).until(() -> receiver.taken().size() == 2);
			}

			assertThat(new Rows(this.database.dataSource()).read("select count(*), count(trace) from journal"))
				.singleElement()
				.satisfies((row) -> assertThat(row.number(0)).isEqualTo(2))
				.satisfies((row) -> assertThat(row.number(1)).isZero());
			assertThat(receiver.taken()).noneMatch((message) -> message.headers().containsKey("traceparent"));
			assertThat(output.getOut().lines()).noneMatch((line) -> line.contains("[-") || line.contains("[]"));
			collector.setSoTimeout(1);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(collector::accept);
		}
	}

	/** Somebody else may have it on this machine. */
	private static ServerSocket collector() throws Exception {
		try {
			return new ServerSocket(DEFAULT_PORT, 50, InetAddress.getLoopbackAddress());
		}
		catch (BindException ex) {
			return new ServerSocket(0);
		}
	}

	private static void assertNothingIsThere(ApplicationContext context) {
		assertThat(context.getBean(Traces.class).isOn()).isFalse();
		assertThat(context.getBeanProvider(OpenTelemetry.class)).isEmpty();
		assertThat(context.getBeanProvider(SdkTracerProvider.class)).isEmpty();
		assertThat(context.getBeanProvider(SpanExporter.class)).isEmpty();
		assertThat(context.getBeanDefinitionNames())
			.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("otlp"));
	}

	private static void pay(Shop shop, String url) {
		shop.http()
			.post()
			.uri("/v1/destinations")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"type\": \"webhook\", \"url\": \"%s\"}".formatted(url))
			.exchange()
			.expectStatus()
			.isCreated();
		shop.http()
			.post()
			.uri("/v1/payments")
			.header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Shop.terms("automatic", "pm_card_visa"))
			.exchange()
			.expectStatus()
			.isCreated();
	}

}
