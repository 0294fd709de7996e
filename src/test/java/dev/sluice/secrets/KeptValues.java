package dev.sluice.secrets;

import org.springframework.stereotype.Component;

/** A sealed column that tests make; no table of ours has one of that name. */
@Component
public final class KeptValues extends SealedColumn {

	/** In a schema of its own, since that of the gateway must be its own. */
	static final String TABLE = """
			create schema tests;
			create table tests.kept_by_tests (owner uuid, name text, value bytea, primary key (owner, name))""";

	KeptValues() {
		super("tests.kept_by_tests", "value", "owner uuid", "name text");
	}

}
