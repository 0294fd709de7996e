package dev.sluice.merchants;

import java.util.List;
import java.util.Optional;

import reactor.core.publisher.Mono;

/** What whoever runs this gateway does to merchants and keys at the command line. */
public interface Administration {

	/** What it can be asked for, for people. */
	String USAGE = """
			merchants create NAME          make a merchant, with a key of each mode
			merchants list                 the newest merchants
			merchants disable|enable ID    let nobody in on its behalf, or let them in again
			keys create MERCHANT --name=NAME --mode=test|live [--scopes=SCOPE,...]
			keys list MERCHANT [--mode=test|live]
			keys revoke MERCHANT KEY --mode=test|live""";

	/**
	 * Does what the words say.
	 * @param words such as {@code merchants}, {@code create}, {@code Acme}
	 * @param options such as {@code --mode=live}
	 * @return what came of it, for people; an {@link IllegalArgumentException} where the
	 * words or options make no sense, which says why; never empty
	 */
	Mono<String> run(List<String> words, Options options);

	/** Options, by their names. */
	@FunctionalInterface
	interface Options {

		/** What an option says; empty where it is not there. */
		Optional<String> find(String name);

	}

}
