package dev.sluice.merchants.limits;

import java.nio.charset.StandardCharsets;

import dev.sluice.merchants.standing.Credential;

/**
 * What is counted: somebody's requests, for a limit.
 *
 * @param quota the limit
 * @param subject whose they are: unlike any other that is counted for this limit
 */
record Counted(Quota quota, Object subject) {

	private static final String PREFIX = "sluice:limits:";

	/**
	 * Under which name all instances know it; those with other settings count apart.
	 */
	byte[] sharedKey() {
		String key = PREFIX + this.quota.name() + ":" + this.quota.most() + ":" + this.quota.window().toSeconds() + ":"
				+ subjectName();
		return key.getBytes(StandardCharsets.UTF_8);
	}

	private String subjectName() {
		return switch (this.subject) {
			case Credential.Key(var id) -> id.toString();
			case Credential.Session session -> session.hash();
			default -> this.subject.toString();
		};
	}

}
