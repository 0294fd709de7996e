package dev.sluice.peers.tables;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A page of payments as JSON, made row by row. */
public final class Page {

	private final StringBuilder json = new StringBuilder(64 * 1024).append("{\"data\":[");

	private final int limit;

	private int rows;

	private long position;

	private @Nullable UUID last;

	/** A page of so many payments at the most. */
	public Page(int limit) {
		this.limit = limit;
	}

	/** A payment, or none, beside the position. */
	public void add(long position, @Nullable UUID id, @Nullable String data) {
		this.rows++;
		this.position = position;
		if (id != null) {
			this.json.append((this.last != null) ? "," : "").append(data);
			this.last = id;
		}
	}

	/** The whole page; once. */
	public String end() {
		this.json.append("],\"next\":");
		if (this.last != null && this.rows == this.limit) {
			this.json.append("\"/v1/payments?limit=")
				.append(this.limit)
				.append("&after=")
				.append(Ids.payment(this.last))
				.append('"');
		}
		else {
			this.json.append("null");
		}
		return this.json.append(",\"position\":").append(this.position).append('}').toString();
	}

}
