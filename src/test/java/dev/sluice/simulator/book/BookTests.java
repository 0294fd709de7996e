package dev.sluice.simulator.book;

import java.util.stream.Stream;

import dev.sluice.testing.Simulator;
import dev.sluice.testing.Simulator.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The book as others read it. */
@SluiceTest
class BookTests {

	private final Simulator simulator;

	private final String payment = Simulator.newPayment();

	BookTests(@LocalServerPort int port) {
		this.simulator = new Simulator(port);
	}

	@Test
	void showsEveryPaymentInItsBook() throws Exception {
		String other = Simulator.newPayment();
		assertThat(this.simulator.execute(this.payment, "sale", 7).status()).isEqualTo(200);
		assertThat(this.simulator.execute(other, "authorize", 8).status()).isEqualTo(200);

		Reply book = this.simulator.send("GET", "/v1/book", null);

		assertThat(book.status()).isEqualTo(200);
		assertThat(book.text()
			.lines()
			.map(Simulator.JSON::readTree)
			.filter((line) -> Stream.of(this.payment, other).anyMatch(line.path("payment").asString()::equals)))
			.containsExactlyInAnyOrder(this.simulator.book(this.payment), this.simulator.book(other));
		assertThat(this.simulator.send("GET", "/v1/book/pay_none", null).status()).isEqualTo(404);
	}

}
