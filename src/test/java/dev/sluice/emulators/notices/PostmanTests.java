package dev.sluice.emulators.notices;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import dev.sluice.http.address.OwnClients;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How long somebody who is told may keep the others waiting. */
@SluiceTest
class PostmanTests {

	private static final NoticeSettings SETTINGS = new NoticeSettings(Duration.ofSeconds(1), 1, Duration.ofSeconds(1),
			1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, Duration.ZERO, null);

	@Test
	void waitsForNoAnswerThatNeverEnds(@Autowired OwnClients own) {
		DisposableServer dripping = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> response
				.sendString(
						Flux.interval(Duration.ZERO, Duration.ofMillis(100)).onBackpressureDrop().map((tick) -> "."))
				.then())
			.bindNow();
		Postman postman = new Postman(WebClient.builder(), SETTINGS, own);
		try {
			assertThatThrownBy(() -> postman.post("http://127.0.0.1:" + dripping.port(), new Letter(Map.of(), "{}"))
				.block(Patience.LONG)).hasCauseInstanceOf(TimeoutException.class)
				.hasMessageNotContaining("blocking read");
		}
		finally {
			postman.destroy();
			dripping.disposeNow();
		}
	}

}
