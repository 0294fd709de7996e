package dev.sluice.platform;

import java.nio.charset.StandardCharsets;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;

/** JSON that is encoded already, in UTF-8, and is shared from here on as it is. */
public final class RawJson {

	private final byte[] utf8;

	private RawJson(byte[] utf8) {
		this.utf8 = utf8;
	}

	/** Takes bytes over; the caller leaves them alone from now on. */
	public static RawJson of(byte[] utf8) {
		return new RawJson(utf8);
	}

	/** The bytes themselves, not to be modified. */
	public byte[] utf8() {
		return this.utf8;
	}

	/**
	 * As a parameter of type {@code json}, which keeps it to the letter; {@code jsonb}
	 * would not.
	 */
	public Parameter asParameter() {
		return Parameters.in(PostgresqlObjectId.JSON, Json.of(this.utf8));
	}

	@Override
	public String toString() {
		return new String(this.utf8, StandardCharsets.UTF_8);
	}

}
