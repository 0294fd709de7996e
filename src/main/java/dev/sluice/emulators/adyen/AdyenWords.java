package dev.sluice.emulators.adyen;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.sluice.emulators.adyen.requests.ServiceError;
import dev.sluice.emulators.faults.VendorAnswer;
import dev.sluice.emulators.faults.VendorWords;
import dev.sluice.values.RawJson;

/** How Adyen says that something went wrong. */
final class AdyenWords implements VendorWords {

	static final AdyenWords WORDS = new AdyenWords();

	private AdyenWords() {
	}

	@Override
	public VendorAnswer failed() {
		return answer(ServiceError.internal());
	}

	@Override
	public VendorAnswer tooMany() {
		return answer(ServiceError.tooManyRequests());
	}

	@Override
	public VendorAnswer revoked() {
		return answer(ServiceError.unauthorized());
	}

	static VendorAnswer answer(ServiceError error) {
		return answer(error.status(), AdyenJson.text(error));
	}

	static VendorAnswer answer(int status, String body) {
		return new VendorAnswer(status, Map.of(), RawJson.of(body.getBytes(StandardCharsets.UTF_8)));
	}

}
