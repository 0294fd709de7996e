package dev.sluice.destinations;

import java.util.List;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What is asked for of destinations and cannot be had. */
@SluiceTest
class DestinationTermsTests {

	private static final String SOUND = "{\"type\": \"webhook\", \"url\": \"https://shop.example/hooks\", ";

	private final Desk desk;

	DestinationTermsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.desk = Desk.open(database, port);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"url": "https://shop.example"}                    | missing_field | /type
			{"type": "queue", "url": "https://shop.example"}   | invalid_value | /type
			{"type": "webhook"}                                | missing_field | /url
			{"type": "webhook", "url": "shop.example/hooks"}   | invalid_value | /url
			{"type": "webhook", "url": "ftp://shop.example"}   | invalid_value | /url
			{"type": "webhook", "url": "https://u@shop.example"} | invalid_value | /url
			{"type": "webhook", "url": 1}                      | invalid_type  | /url
			+ "types": "payment.captured"}                     | invalid_type  | /types
			+ "types": ["payment.captured", "payment.lost"]}   | invalid_value | /types/1
			+ "types": ["payment.captured", "payment.captured"]} | invalid_value | /types/1
			+ "types": [1]}                                    | invalid_type  | /types/0
			+ "payload": "fat"}                                | invalid_value | /payload
			+ "description": ""}                               | invalid_value | /description
			+ "secret": "whsec_mine"}                          | unknown_field | /secret
			+ "status": "paused"}                              | unknown_field | /status
			+ "from": "yesterday"}                             | invalid_value | /from
			+ "from": "1"}                                     | invalid_value | /from
			+ "from": 0}                                       | invalid_value | /from
			+ "from": -1}                                      | invalid_value | /from
			+ "from": 1.0}                                     | invalid_type  | /from
			+ "from": true}                                    | invalid_type  | /from
			+ "from": 2}                                       | unknown_position | /from
			+ "from": 9223372036854775807}                     | unknown_position | /from
			""")
	void areNotMade(String body, String code, String pointer) {
		assertRefused(HttpMethod.POST, Desk.ALL, body.replace("+ ", SOUND), code, pointer);
		assertThat(this.desk.merchant().rows(this.desk.database(), "destinations")).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"url": "nowhere"}             | invalid_value | /url
			{"types": ["payment.lost"]}    | invalid_value | /types/0
			{"payload": "fat"}             | invalid_value | /payload
			{"type": "webhook"}            | unknown_field | /type
			{"from": "now"}                | unknown_field | /from
			{"status": "active"}           | unknown_field | /status
			""")
	void areNotChanged(String body, String code, String pointer) {
		assertRefused(HttpMethod.PATCH, Desk.one(this.desk.paused("")), body, code, pointer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/rewind    | {}                            | missing_field    | /from
			/rewind    | {"from": null}                | missing_field    | /from
			/rewind    | {"from": "then"}              | invalid_value    | /from
			/rewind    | {"from": 2}                   | unknown_position | /from
			/rewind    | {"from": "now", "to": 3}      | unknown_field    | /to
			/rotate    | {"overlap_seconds": -1}       | invalid_value    | /overlap_seconds
			/rotate    | {"overlap_seconds": 2592001}  | invalid_value    | /overlap_seconds
			/rotate    | {"secret": "mine"}            | unknown_field    | /secret
			/redeliver | {}                            | invalid_value    | /position
			/redeliver | {"from": 1}                   | invalid_value    | /position
			/redeliver | {"position": 0}               | invalid_value    | /position
			/redeliver | {"from": 0, "to": 1}          | invalid_value    | /from
			/redeliver | {"from": 2, "to": 1}          | invalid_value    | /to
			/redeliver | {"from": 1, "to": 1001}       | invalid_value    | /to
			/redeliver | {"from": 1, "to": 9223372036854775807} | invalid_value | /to
			/redeliver | {"position": 1, "to": 2}      | invalid_value    | /position
			/pause     | {"until": "tomorrow"}         | unknown_field    | /until
			/resume    | {"from": "now"}               | unknown_field    | /from
			/test      | {"body": "mine"}              | unknown_field    | /body
			""")
	void areNotAsked(String of, String body, String code, String pointer) {
		assertRefused(HttpMethod.POST, Desk.one(this.desk.paused("")) + of, body, code, pointer);
	}

	@Test
	void areToldToRewindWhereMuchIsToBeSentAgain() {
		String refusal = this.desk.ask(HttpMethod.POST, Desk.one(this.desk.paused("")) + "/redeliver",
				"{\"from\": 1, \"to\": 1001}", 422);

		assertThat(Desk.text(refusal, "$.detail")).contains("rewind");
	}

	@Test
	void countDescriptionsInCodePoints() {
		String letter = "\uD83D\uDE00";

		String made = this.desk.make("\"description\": \"%s\"".formatted(letter.repeat(200)), 201);

		assertThat(Desk.text(made, "$.description")).isEqualTo(letter.repeat(200));
		assertThat(this.desk.make("\"description\": \"%s\"".formatted(letter.repeat(201)), 422))
			.contains("1 to 200 characters");
	}

	private void assertRefused(HttpMethod method, String path, String body, String code, String pointer) {
		String refusal = this.desk.ask(method, path, body, 422);

		assertThat(Desk.text(refusal, "$.code")).as(refusal).isEqualTo(code);
		assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer")).startsWith(pointer);
	}

}
