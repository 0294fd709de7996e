package dev.sluice.bench.load;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Wire;

/** Payments, each with an idempotency key and a reference of its own. */
public final class CreateRequests implements Requests {

	private static final int LETTERS = 16;

	private static int runs;

	private final SplittableRandom random = new SplittableRandom(1);

	private final byte[][] requests;

	private final int[] keyAt;

	private final int[] referenceAt;

	private final boolean awaited;

	private long sequence;

	/**
	 * Prepares such as are answered before there is an outcome.
	 * @param secrets the API keys, of which each request has any
	 */
	public CreateRequests(List<String> secrets) {
		this(secrets, false);
	}

	/** Prepares such as wait for the outcome. */
	public static CreateRequests awaited(List<String> secrets) {
		return new CreateRequests(secrets, true);
	}

	private CreateRequests(List<String> secrets, boolean awaited) {
		this.awaited = awaited;
		this.requests = new byte[secrets.size()][];
		this.keyAt = new int[secrets.size()];
		this.referenceAt = new int[secrets.size()];
		for (int i = 0; i < this.requests.length; i++) {
			String head = "POST /v1/payments HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + secrets.get(i)
					+ "\r\nContent-Type: application/json\r\n" + (awaited ? "" : "Prefer: respond-async\r\n")
					+ "Idempotency-Key: key-" + "#".repeat(LETTERS) + "\r\nContent-Length: " + Schema.BODY.length()
					+ "\r\n\r\n";
			this.requests[i] = Wire.ascii(head + Schema.BODY);
			this.keyAt[i] = head.indexOf('#');
			this.referenceAt[i] = head.length() + Schema.BODY.indexOf('#');
		}
		this.sequence = ((long) nextRun() << 36) + (System.currentTimeMillis() / 1000 << 44);
	}

	private static synchronized int nextRun() {
		return ++runs;
	}

	@Override
	public int longest() {
		return Requests.longest(this.requests);
	}

	@Override
	public void next(ByteBuffer out) {
		int any = (this.requests.length == 1) ? 0 : this.random.nextInt(this.requests.length);
		byte[] request = this.requests[any];
		long id = this.sequence++;
		for (int i = LETTERS - 1; i >= 0; i--) {
			byte letter = (byte) ('a' + (id & 15));
			request[this.keyAt[any] + i] = letter;
			request[this.referenceAt[any] + i] = letter;
			id >>>= 4;
		}
		out.put(request);
	}

	@Override
	public boolean isGood(int status) {
		return status == 201 || (status == 202 && !this.awaited);
	}

}
