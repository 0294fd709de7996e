package dev.sluice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.reconciliation.Wanted;
import dev.sluice.values.Rfc3339;

/**
 * What stands behind the name of the command.
 *
 * @param wanted what is to be compared
 * @param asJson whether each line is to be JSON
 * @param others what the gateway would be told, too
 */
record ReconcileOptions(Wanted wanted, boolean asJson, List<String> others) {

	static final String USAGE = """
			Usage: java -jar sluice.jar reconcile --from=TIME [option ...] [--property=value ...]

			Compares the operations that the gateway has begun in a time with what the processors
			have of them, and lists what differs, one line each. It changes nothing, and may run
			beside gateways. Run it after a restore, or after a failover to a standby that lacked
			something: what was lost is still in the processor's book.

			  --from=TIME       operations begun from here on, such as 2026-11-30T00:00:00Z
			  --to=TIME         and before here (now)
			  --processor=NAME  one that is configured (simulator), the id of an account (pra_...),
			                    or what accounts are at (stripe); all where it is not said
			  --merchant=ID     one merchant's in both modes (mer_...); all where it is not said
			  --format=ndjson   a line of JSON for each (table)
			  --help            show this

			It finds the database and the processors by the same properties as the gateway, from
			the environment, from files or as options: give it what the gateway is given.

			The exit code is 0 where the books are equal, 1 where something differs, and 2 where
			the command was not understood, or a part of the books could not be compared, which is
			then said. How far it is and what went wrong is printed to the standard error.""";

	private static final Set<String> KNOWN = Set.of("from", "to", "processor", "merchant", "format");

	private static final String MARK = "--";

	private static final String EXAMPLE = "2026-11-30T00:00:00Z";

	/**
	 * Reads them.
	 * @throws IllegalArgumentException where they cannot be understood, with a way out
	 */
	static ReconcileOptions read(List<String> arguments) {
		Map<String, String> own = new HashMap<>();
		List<String> others = new ArrayList<>();
		for (String argument : arguments) {
			int equals = argument.indexOf('=');
			String name = argument.substring(0, (equals < 0) ? argument.length() : equals);
			if (!name.startsWith(MARK)) {
				throw new IllegalArgumentException("It is not clear what '" + name
						+ "' means here: options are written --name=value; --help shows them.");
			}
			if (name.contains(".")) {
				others.add(argument);
				continue;
			}
			String known = name.substring(MARK.length());
			if (!KNOWN.contains(known)) {
				throw new IllegalArgumentException("There is no option " + name + "; --help shows those there are.");
			}
			if (equals < 0 || equals == argument.length() - 1) {
				throw new IllegalArgumentException(name + " needs a value: write " + name + "=...");
			}
			if (own.put(known, argument.substring(equals + 1)) != null) {
				throw new IllegalArgumentException(name + " is given twice: leave one of them out.");
			}
		}
		return new ReconcileOptions(wanted(own), asJson(own), others);
	}

	private static Wanted wanted(Map<String, String> own) {
		Instant from = time(own, "from")
			.orElseThrow(() -> new IllegalArgumentException("From when on? Say --from=" + EXAMPLE + "."));
		Optional<MerchantId> merchant = Optional.ofNullable(own.get("merchant"))
			.map((text) -> MerchantId.read(text)
				.orElseThrow(() -> new IllegalArgumentException(
						"--merchant has to be the id of a merchant (mer_...), as 'merchants list' shows it.")));
		return new Wanted(from, time(own, "to").orElse(null), own.get("processor"), merchant.orElse(null));
	}

	private static Optional<Instant> time(Map<String, String> own, String name) {
		return Optional.ofNullable(own.get(name))
			.map((text) -> Rfc3339.read(text)
				.orElseThrow(() -> new IllegalArgumentException(
						MARK + name + " has to be a time such as " + EXAMPLE + ", with its zone.")));
	}

	private static boolean asJson(Map<String, String> own) {
		return switch (own.getOrDefault("format", "table")) {
			case "table" -> false;
			case "ndjson" -> true;
			default -> throw new IllegalArgumentException("--format has to be table or ndjson.");
		};
	}

	/** What Spring Boot is given. */
	String[] properties(List<String> more) {
		return Stream.concat(this.others.stream(), more.stream()).toArray(String[]::new);
	}

}
