package dev.sluice.merchants;

import java.util.UUID;

import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;

/** Who did something. */
public sealed interface Actor {

	/** What kind of one it is, such as {@code api_key}. */
	String type();

	/** Its id; null where there is only one of the kind. */
	@Nullable String id();

	/** What it is called. */
	String name();

	/** A merchant's program, by one of its keys. */
	record Key(UUID keyId, String name) implements Actor {

		/** The prefix of keys' ids. */
		public static final String PREFIX = "key";

		@Override
		public String type() {
			return "api_key";
		}

		@Override
		public String id() {
			return TypeId.write(PREFIX, this.keyId);
		}

	}

	/** Somebody who signed in by OpenID Connect, as the provider knows him. */
	record Person(String subject, String name) implements Actor {

		@Override
		public String type() {
			return "person";
		}

		@Override
		public String id() {
			return this.subject;
		}

	}

	/** Whoever runs this gateway: by the operator's key, or at its command line. */
	record Operator(String name) implements Actor {

		@Override
		public String type() {
			return "operator";
		}

		@Override
		public @Nullable String id() {
			return null;
		}

	}

}
