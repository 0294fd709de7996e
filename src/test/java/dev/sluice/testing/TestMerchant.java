package dev.sluice.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

import org.springframework.r2dbc.core.DatabaseClient;

/**
 * A merchant of its own for whoever asks, with one key.
 *
 * @param id the merchant
 * @param keyId the key's id
 * @param apiKey the key itself
 */
public record TestMerchant(UUID id, UUID keyId, String apiKey) {

	/** A new merchant in a database that is migrated. */
	public static TestMerchant create(DatabaseClient database) {
		return create(database, "sk_test_" + UUID.randomUUID());
	}

	/** A new merchant whose key is given. */
	public static TestMerchant create(DatabaseClient database, String apiKey) {
		TestMerchant merchant = new TestMerchant(UUID.randomUUID(), UUID.randomUUID(), apiKey);
		database.sql("insert into merchants (merchant_id, name) values ($1, 'Test merchant')")
			.bind(0, merchant.id)
			.then()
			.then(database
				.sql("insert into api_keys (merchant_id, key_id, name, secret_hash) values ($1, $2, 'Test key', $3)")
				.bind(0, merchant.id)
				.bind(1, merchant.keyId)
				.bind(2, sha256(apiKey))
				.then())
			.block();
		return merchant;
	}

	/** Another key of the same merchant. */
	public String anotherKey(DatabaseClient database, String mode, String... scopes) {
		String apiKey = "sk_" + mode + "_" + UUID.randomUUID();
		database.sql("""
				insert into api_keys (merchant_id, key_id, name, secret_hash, mode, scopes)
				values ($1, $2, 'Another key', $3, $4, $5)""")
			.bind(0, this.id)
			.bind(1, UUID.randomUUID())
			.bind(2, sha256(apiKey))
			.bind(3, mode)
			.bind(4, scopes)
			.then()
			.block();
		return apiKey;
	}

	/** Ends the key. */
	public void revokeKey(DatabaseClient database) {
		database.sql("update api_keys set revoked_at = now() where key_id = $1").bind(0, this.keyId).then().block();
	}

	/** How many rows of a table are this merchant's. */
	public long rows(DatabaseClient database, String table) {
		Long count = database.sql("select count(*) from " + table + " where merchant_id = $1")
			.bind(0, this.id)
			.mapValue(Long.class)
			.one()
			.block();
		return (count != null) ? count : 0;
	}

	/** What an API key's database row holds of it. */
	public static byte[] sha256(String secret) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
