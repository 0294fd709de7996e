package dev.sluice.client.connection;

import java.net.http.HttpHeaders;
import java.time.Duration;

/**
 * What was answered to a request.
 *
 * @param body the beginning of its text, up to a limit
 */
public record Answer(int status, HttpHeaders headers, String body) {

	/** More digits are more than anybody may wish. */
	private static final int MAX_DIGITS = 9;

	/** Whether it says yes. */
	public boolean isGood() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * How long whoever answered wishes to be left alone ({@code Retry-After}, in
	 * seconds).
	 */
	public Duration wish() {
		return wish(this.headers);
	}

	/** As well, as the headers of any answer say it. */
	public static Duration wish(HttpHeaders headers) {
		return headers.firstValue("Retry-After")
			.map(String::strip)
			.filter((value) -> !value.isEmpty() && value.length() <= MAX_DIGITS
					&& value.chars().allMatch((c) -> c >= '0' && c <= '9'))
			.map((value) -> Duration.ofSeconds(Long.parseLong(value)))
			.orElse(Duration.ZERO);
	}

}
