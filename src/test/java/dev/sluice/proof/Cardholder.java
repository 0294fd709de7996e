package dev.sluice.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.testing.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A customer who is sent to the bank: many approve, some refuse, some never come back,
 * and some of those who do are too late.
 */
public final class Cardholder {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	/** Some processors have the customer come back by the gateway, others to the shop. */
	private static final Pattern GATEWAY = Pattern.compile("href=\"(http://[^/\"]+/returns/[^\"]+)\"");

	/** A little longer than a challenge of the proofs is open. */
	private static final int LONGEST_THOUGHT_MILLIS = 2_300;

	/** What is asked for next meets the payment before and after it has moved on. */
	private static final int LONGEST_WAY_BACK_MILLIS = 1_000;

	private final Random random;

	public Cardholder(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * Does at the bank's page whatever it is that this one does.
	 * @return whether anything was decided there
	 */
	public boolean follow(String url) throws IOException, InterruptedException {
		int mood = this.random.nextInt(4);
		if (mood > 0) {
			Thread.sleep(this.random.nextInt(LONGEST_THOUGHT_MILLIS));
			decide(url, (mood > 1) ? "approve" : "refuse");
			Thread.sleep(this.random.nextInt(LONGEST_WAY_BACK_MILLIS));
		}
		return mood > 0;
	}

	private static void decide(String url, String decision) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("decision=" + decision))
			.build();
		HttpResponse<String> page = HTTP.send(request, BodyHandlers.ofString());
		assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
		Matcher back = GATEWAY.matcher(page.body());
		if (back.find()) {
			goBack(URI.create(back.group(1).replace("&amp;", "&")));
		}
	}

	/** Again and again, where nobody is there. */
	private static void goBack(URI gateway) throws InterruptedException {
		int status = 0;
		while (status == 0 || status >= 500) {
			status = visit(gateway);
			Thread.sleep(50);
		}
		assertThat(status).as(gateway.toString()).isEqualTo(303);
	}

	private static int visit(URI gateway) throws InterruptedException {
		try {
			return HTTP.send(HttpRequest.newBuilder(gateway).timeout(Patience.LONG).build(), BodyHandlers.discarding())
				.statusCode();
		}
		catch (IOException ex) {
			return 0;
		}
	}

}
