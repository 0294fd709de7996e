package dev.sluice.proof.attacks;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Map;

import dev.sluice.proof.Cardholder;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Addresses that callers give are shown and led to, and never asked by the gateway. */
@SluiceTest
class OutboundRequestsTests {

	private final Shop shop;

	OutboundRequestsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.shop = Shop.open(database, port);
	}

	@Test
	void goNowhereThatACallerNames() throws Exception {
		try (ServerSocket inside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			String url = "http://127.0.0.1:" + inside.getLocalPort() + "/latest/meta-data";
			String terms = """
					{"amount": 100, "currency": "EUR", "payment_method": "pm_card_3ds", "return_url": "%1$s",
					 "reference": "%1$s", "description": "%1$s", "customer": "%1$s", "metadata": {"callback": "%1$s"}}"""
				.formatted(url);
			String made = this.shop.create(terms, "wait=30", 201);
			boolean _ = new Cardholder(1).follow(Shop.read(made, "$.next_action.url"));
			askAs(url);

			inside.setSoTimeout(1);
			assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
		}
	}

	/** With every header in which an address is sometimes believed. */
	private void askAs(String url) {
		Map<String, String> headers = Map.of("Origin", url, "Referer", url, "X-Forwarded-Host", url, "Forwarded",
				"host=\"" + url + "\"", "X-Original-URL", url, "X-Rewrite-URL", url, "Callback-URL", url, "From", url);
		headers.forEach((name, value) -> {
			int status = this.shop.http()
				.post()
				.uri("/v1/payments")
				.header(name, value)
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue(Shop.terms("automatic", "pm_card_visa"))
				.exchange()
				.returnResult(String.class)
				.getStatus()
				.value();
			assertThat(status).as(name).isIn(201, 202, 400, 403);
		});
	}

}
