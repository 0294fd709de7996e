package dev.sluice.merchants.sessions;

/**
 * Ends what somebody has open beyond what may be, in the statement that opens one more:
 * first what is over already, then what was opened first. Where several are opened at the
 * very same time, what they are too many ends with the next.
 */
final class OldestSessions {

	private OldestSessions() {
	}

	/**
	 * The statement, before which it ends sessions.
	 * @param whose a condition
	 * @param most the parameter that says how many may be open then
	 */
	static String endBefore(String insert, String whose, String most) {
		return """
				with oldest as
				  (select token_hash from sessions where %s
				    order by least(expires_at, idle_ends_at) > now() desc, created_at desc, token_hash offset %s - 1),
				ended as
				  (delete from sessions where token_hash in
				    (select token_hash from sessions where token_hash in (select token_hash from oldest)
				      order by token_hash for update))
				""".formatted(whose, most) + insert;
	}

}
