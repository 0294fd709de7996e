package dev.sluice.payments;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * How long a caller would like to wait: {@code Prefer: wait=N} or {@code respond-async}
 * (RFC 7240).
 */
final class Preference {

	private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,4})(?:$|[,;\\s])");

	private static final Pattern ASYNC = Pattern.compile("(?:^|[,;\\s])respond-async(?:$|[,;\\s])");

	private Preference() {
	}

	static Duration of(ServerRequest request, PaymentSettings settings) {
		String prefer = String.join(",", request.headers().header("Prefer"));
		Matcher wait = WAIT.matcher(prefer);
		if (wait.find()) {
			Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
			return (wanted.compareTo(settings.maxWait()) > 0) ? settings.maxWait() : wanted;
		}
		return ASYNC.matcher(prefer).find() ? Duration.ZERO : settings.defaultWait();
	}

}
