package dev.sluice.payments;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.util.HtmlUtils;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** Where a cardholder comes back to: to exactly there, or it is refused at once. */
@SluiceTest
class ReturnUrlTests {

	private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\">Back to the shop");

	private static final String ALPHABET = "ab1._-~:/?#[]@!$&'()*+,;=%{}|\\^<>\"` é漢\u0000";

	private final DatabaseClient database;

	private final Shop shop;

	ReturnUrlTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.shop = Shop.open(database, port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://shop.example/r", "https://my_shop.example/r", "http://shop_web:8080/",
			"http://localhost", "HTTPS://Shop.Example/A", "https://xn--mnchen-3ya.example/", "https://shop.example./r",
			"http://127.0.0.1:3000/r", "http://[::1]:3000/r", "https://shop.example/r?a=b&c=d",
			"https://shop.example/?", "https://shop.example/r?a[]=1", "https://shop.example/%7Bid%7D?a=a%7Cb",
			"https://shop.example/#/done", "https://shop.example/r?a=b#/x?y", "https://shop.example/it's;v=1,2(3)!*$",
			"https://shop.example:/r" })
	void leadsBackToExactlyThere(String url) {
		String payment = this.shop.create(terms(url), "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("requires_action");
		assertThat(read(payment, "$.return_url")).isEqualTo(url);
		assertThat(wayBack(read(payment, "$.next_action.url")))
			.isEqualTo(with(url, "payment=" + read(payment, "$.id")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://münchen.example/", "https://straße.example/", "https://shop.example/{id}",
			"https://shop.example/?a=a|b", "https://shop.example/?x=%zz", "https://shop.example/#/a#b", "https:///r",
			"https://", "https://shop.example/a b", "https:shop.example", "//shop.example/", "shop.example", "/r",
			"javascript:alert(1)", "ftp://shop.example/", "https://user:secret@shop.example/",
			"https://shop.example:0/", "https://shop.example:65536/", "https://1.2.3/", "https://0x7f.1/",
			"https://256.1.1.1/", "https://a..b/", "https://[::1/", "https://[v1.x]/", "https://shop.example\\\\r",
			"https://shop.example/é", "https://-/?%" })
	void refusesWhatWouldNotLeadBackBeforeAnythingIsRecorded(String url) {
		String problem = this.shop.create(terms(url), "wait=30", 422);

		assertThat(read(problem, "$.errors[0].pointer")).isEqualTo("/return_url");
		assertThat(this.shop.merchant().rows(this.database, "payments")).isZero();
	}

	@Test
	void isJudgedAlikeByTheGatewayAndTheSimulator() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int taken = 0;
		for (int i = 0; i < 150; i++) {
			String url = "https://shop.example/" + random.ints(random.nextInt(4), 0, ALPHABET.length())
				.mapToObj((at) -> ALPHABET.substring(at, at + 1))
				.collect(Collectors.joining());
			String answer = post(terms(url.replace("\\", "\\\\").replace("\"", "\\\"").replace("\u0000", "\\u0000")));
			if (answer.contains("\"id\":\"pay_")) {
				taken++;
				assertThat(read(answer, "$.status")).as("seed %d, %s", seed, url).isEqualTo("requires_action");
			}
		}
		assertThat(taken).as("seed " + seed).isPositive();
	}

	@Test
	void isNoLongerThanItSays() {
		String longest = "https://shop.example/" + "a".repeat(WebAddress.MAX_LENGTH - 21);

		assertThat(read(this.shop.create(terms(longest), "wait=30", 201), "$.status")).isEqualTo("requires_action");
		assertThat(this.shop.create(terms(longest + "a"), "wait=30", 422)).contains("/return_url");
	}

	private String wayBack(String challenge) {
		String page = this.shop.gateway()
			.post()
			.uri(challenge)
			.body(BodyInserters.fromFormData("decision", "approve"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		Matcher link = LINK.matcher(String.valueOf(page));
		assertThat(link.find()).as(page).isTrue();
		assertThat(HtmlUtils.htmlUnescape(String.valueOf(page)))
			.contains("; url=" + HtmlUtils.htmlUnescape(link.group(1)));
		return HtmlUtils.htmlUnescape(link.group(1));
	}

	private static String with(String url, String parameter) {
		String[] parts = url.split("#", 2);
		String end = (parts.length > 1) ? "#" + parts[1] : "";
		return parts[0] + (parts[0].contains("?") ? "&" : "?") + parameter + end;
	}

	private String post(String terms) {
		return String.valueOf(this.shop.http()
			.post()
			.uri("/v1/payments")
			.header("Prefer", "wait=30")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(terms)
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private static String terms(String url) {
		return "{\"amount\": 100, \"currency\": \"EUR\", \"payment_method\": \"pm_card_3ds\", \"return_url\": \"%s\"}"
			.formatted(url);
	}

}
