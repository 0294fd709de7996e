package dev.sluice.bench.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Wire;

/** Reads of any of some addresses. */
public final class ReadRequests implements Requests {

	private static final int ADDRESSES = 20_000;

	private final SplittableRandom random = new SplittableRandom(1);

	private final byte[][] requests;

	public ReadRequests(List<String> paths) {
		this(paths, Schema.KEY);
	}

	/** Reads by whoever shows a secret. */
	public ReadRequests(List<String> paths, String secret) {
		this.requests = paths.stream()
			.map((path) -> Wire.ascii("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + secret
					+ "\r\nAccept: application/json\r\n\r\n"))
			.toArray(byte[][]::new);
	}

	/** Any of many payments that were loaded. */
	public static ReadRequests anyOf(int rows) {
		SplittableRandom random = new SplittableRandom(7);
		List<String> paths = new ArrayList<>();
		for (int i = 0; i < Math.min(ADDRESSES, rows); i++) {
			paths.add("/v1/payments/" + Schema.loaded(random.nextInt(2, rows + 1)));
		}
		return new ReadRequests(paths);
	}

	@Override
	public int longest() {
		return Requests.longest(this.requests);
	}

	@Override
	public void next(ByteBuffer out) {
		out.put(this.requests[(this.requests.length == 1) ? 0 : this.random.nextInt(this.requests.length)]);
	}

	@Override
	public boolean isGood(int status) {
		return status == 200;
	}

}
