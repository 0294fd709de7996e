package dev.sluice.client.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

import dev.sluice.client.connection.Answer;
import dev.sluice.values.CleanText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway said no, and why. */
public final class Refusal extends IOException {

	private static final int SHOWN = 500;

	private static final int LONGEST = 64 * 1024;

	private static final long KEPT = -1;

	private final int status;

	private final Duration wish;

	private final String detail;

	private final long undoneAfter;

	private Refusal(int status, Duration wish, String detail, long undoneAfter) {
		super(detail);
		this.undoneAfter = undoneAfter;
		this.detail = detail;
		this.status = status;
		this.wish = wish;
	}

	static Refusal of(Answer answer) {
		return new Refusal(answer.status(), answer.wish(), detail(answer.status(), answer.body()),
				undoneAfter(answer.body()));
	}

	/** Of an answer that would have been a stream, which is closed. */
	static Refusal of(HttpResponse<InputStream> answer) {
		String body = text(answer.body());
		return new Refusal(answer.statusCode(), Answer.wish(answer.headers()), detail(answer.statusCode(), body),
				undoneAfter(body));
	}

	/** Its status says no, whatever becomes of the rest. */
	private static String text(InputStream bytes) {
		try (InputStream body = bytes) {
			return new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "";
		}
	}

	/** What is answered there is not what a gateway answers. */
	static Refusal noGateway(int status) {
		return new Refusal(status, Duration.ZERO, "what answers there is no Sluice", KEPT);
	}

	/** As the problem tells it (RFC 9457); else the status. */
	private static String detail(int status, String body) {
		try {
			JsonNode problem = JsonMapper.shared().readTree(body);
			String detail = CleanText.of(problem.path("detail").asString(""), SHOWN);
			return detail.isEmpty() ? "HTTP " + status : detail + " (" + status + ")";
		}
		catch (JacksonException ex) {
			return "HTTP " + status;
		}
	}

	private static long undoneAfter(String body) {
		try {
			JsonNode problem = JsonMapper.shared().readTree(body);
			return problem.path("code").asString("").equals("events_undone") ? problem.path("position").asLong(KEPT)
					: KEPT;
		}
		catch (JacksonException ex) {
			return KEPT;
		}
	}

	/** Why, in words for people. */
	public String detail() {
		return this.detail;
	}

	/** Of HTTP. */
	public int status() {
		return this.status;
	}

	/** How long the gateway wishes to be left alone. */
	public Duration wish() {
		return this.wish;
	}

	/** Whether the same may be answered otherwise later. */
	public boolean isForNow() {
		return this.status == 408 || (this.status == 409 && this.wish.isPositive()) || this.status == 425
				|| this.status == 429 || this.status >= 500;
	}

	/** Whether it was asked for what is not kept any more. */
	public boolean isPurged() {
		return this.status == 410 && this.undoneAfter == KEPT;
	}

	/**
	 * The last position before what was undone, where it was asked for that; empty where
	 * not.
	 */
	public OptionalLong undoneAfter() {
		return (this.undoneAfter == KEPT) ? OptionalLong.empty() : OptionalLong.of(this.undoneAfter);
	}

	/** Whether it was asked for what there is not. */
	public boolean isMisuse() {
		return this.status == 400 || this.status == 422;
	}

}
