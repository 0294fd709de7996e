package dev.sluice.client;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that are made to happen. */
@SluiceTest
class TriggerTests {

	private static final Pattern MADE = Pattern.compile("(payment\\.\\w+)  (pay_\\w+)  position (\\d+)");

	private final Shop shop;

	private final String url;

	@TempDir
	private Path home;

	TriggerTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.shop = Shop.open(database, port);
		this.url = "http://127.0.0.1:" + port;
	}

	@ParameterizedTest
	@EnumSource
	void makesItHappenAndSaysWhere(Happening happening) {
		String printed = trigger(happening.type());

		assertThat(printed).startsWith("0\n");
		Matcher made = MADE.matcher(printed);
		assertThat(made.find()).isTrue();
		String event = this.shop.event(Long.parseLong(made.group(3)));
		assertThat(JsonPath.<String>read(event, "$.type")).isEqualTo(happening.type()).isEqualTo(made.group(1));
		assertThat(JsonPath.<String>read(event, "$.payment_id")).isEqualTo(made.group(2));
	}

	@Test
	void saysWhereTheCustomerGoesOn() {
		assertThat(trigger("payment.requires_action")).contains("The customer goes on at http", "/challenges/");
	}

	@Test
	void saysWhyTheGatewayRefuses() {
		assertThat(RunningCommand.run(this.home, "trigger", "payment.captured", "--url=" + this.url,
				"--key=sk_test_nobody"))
			.startsWith("1\n")
			.contains("(401)")
			.doesNotContain("nobody");
	}

	private String trigger(String type) {
		return RunningCommand.run(this.home, "trigger", type, "--url=" + this.url,
				"--key=" + this.shop.merchant().apiKey());
	}

}
