package dev.sluice.merchants.registry;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Administration;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Scope;
import dev.sluice.merchants.keys.KeyRing;
import dev.sluice.merchants.keys.KeyTerms;
import dev.sluice.merchants.keys.KeyView;
import dev.sluice.values.CardNumbers;
import dev.sluice.values.PlainText;
import dev.sluice.values.TypeId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Merchants and keys at the command line, against the database, for who has no key yet.
 */
@Component
class RegistryCommands implements Administration {

	private static final Actor.Operator ACTOR = new Actor.Operator("command line");

	private static final UUID NEWEST = new UUID(-1, -1);

	private static final int SHOWN = 100;

	private static final int LONGEST_NAME = 200;

	private static final String ONCE = "Keys are shown this once: put them where only the merchant's programs read them.";

	/** How many words there are to each command, itself among them. */
	private static final Map<String, Integer> WORDS = Map.of("merchants create", 3, "merchants list", 2,
			"merchants disable", 3, "merchants enable", 3, "keys create", 3, "keys list", 3, "keys revoke", 4);

	private final Merchants merchants;

	private final KeyRing keys;

	RegistryCommands(Merchants merchants, KeyRing keys) {
		this.merchants = merchants;
		this.keys = keys;
	}

	@Override
	public Mono<String> run(List<String> words, Options options) {
		return Mono.defer(() -> switch (command(words)) {
			case "merchants create" -> this.merchants.make(name(word(words, 2)), ACTOR).map(RegistryCommands::made);
			case "merchants list" -> this.merchants.before(NEWEST, SHOWN)
				.map((found) -> found.stream().map(RegistryCommands::line).collect(Collectors.joining("\n")));
			case "merchants disable" -> enable(words, false);
			case "merchants enable" -> enable(words, true);
			case "keys create" -> makeKey(words, options);
			case "keys list" -> listKeys(words, options);
			case "keys revoke" -> revokeKey(words, options);
			default -> Mono.error(new IllegalArgumentException("Say one of:\n" + USAGE));
		});
	}

	/** No word is dropped: it may be the rest of a name. */
	private static String command(List<String> words) {
		String command = String.join(" ", words.subList(0, Math.min(2, words.size())));
		int most = WORDS.getOrDefault(command, words.size());
		if (words.size() > most) {
			throw new IllegalArgumentException("'" + String.join(" ", words.subList(most, words.size()))
					+ "' is too much for " + command + ". Put a name of several words in quotes.");
		}
		return command;
	}

	private Mono<String> enable(List<String> words, boolean enabled) {
		return this.merchants.change(merchant(words), Optional.empty(), Optional.of(enabled), ACTOR)
			.map(RegistryCommands::line)
			.switchIfEmpty(Mono.error(RegistryCommands::noMerchant));
	}

	private Mono<String> makeKey(List<String> words, Options options) {
		UUID merchant = merchant(words);
		KeyTerms terms = new KeyTerms(name(options.find("name").orElse("")), mode(options), scopes(options), null);
		return this.merchants.find(merchant)
			.switchIfEmpty(Mono.error(RegistryCommands::noMerchant))
			.flatMap((found) -> this.keys.make(merchant, terms, ACTOR))
			.map((made) -> line(made) + "\n" + ONCE);
	}

	private Mono<String> listKeys(List<String> words, Options options) {
		UUID merchant = merchant(words);
		List<Mode> modes = options.find("mode").isPresent() ? List.of(mode(options)) : List.of(Mode.values());
		return this.merchants.find(merchant)
			.switchIfEmpty(Mono.error(RegistryCommands::noMerchant))
			.flatMap((found) -> Flux.fromIterable(modes)
				.concatMap((mode) -> this.keys.list(merchant, mode))
				.concatMapIterable((listed) -> listed)
				.map(RegistryCommands::listed)
				.collect(Collectors.joining("\n")));
	}

	private Mono<String> revokeKey(List<String> words, Options options) {
		UUID key = TypeId.read(Actor.Key.PREFIX, word(words, 3))
			.orElseThrow(() -> new IllegalArgumentException("Name the key by its id, key_…"));
		return this.keys.revoke(merchant(words), mode(options), key, ACTOR)
			.map((revoked) -> revoked.id() + " is revoked")
			.switchIfEmpty(Mono.error(() -> new IllegalArgumentException("There is no such key.")));
	}

	private static UUID merchant(List<String> words) {
		return TypeId.read(MerchantId.PREFIX, word(words, 2))
			.orElseThrow(() -> new IllegalArgumentException("Name the merchant by its id, mer_…"));
	}

	private static Mode mode(Options options) {
		return options.find("mode")
			.flatMap(Mode::find)
			.orElseThrow(() -> new IllegalArgumentException("Say --mode=test or --mode=live."));
	}

	private static Set<Scope> scopes(Options options) {
		return options.find("scopes").map(RegistryCommands::scopes).orElseGet(() -> EnumSet.allOf(Scope.class));
	}

	private static Set<Scope> scopes(String names) {
		return Arrays.stream(names.split(",", -1))
			.map((name) -> Scope.find(name)
				.orElseThrow(() -> new IllegalArgumentException("There is no such scope; there are "
						+ Arrays.stream(Scope.values()).map(Scope::label).collect(Collectors.joining(", ")))))
			.collect(Collectors.toSet());
	}

	private static String name(String name) {
		if (!PlainText.isWithin(name, LONGEST_NAME) || !PlainText.isClean(name) || CardNumbers.isIn(name)) {
			throw new IllegalArgumentException("Give a name of 1 to " + LONGEST_NAME + " printable characters.");
		}
		return name;
	}

	private static String word(List<String> words, int index) {
		return (words.size() > index) ? words.get(index) : "";
	}

	private static String made(MerchantView merchant) {
		return line(merchant) + "\n"
				+ merchant.apiKeys().stream().map(RegistryCommands::line).collect(Collectors.joining("\n")) + "\n"
				+ ONCE;
	}

	private static String line(MerchantView merchant) {
		return merchant.id() + "  " + (merchant.enabled() ? "enabled " : "disabled") + "  " + merchant.name();
	}

	private static String line(KeyView key) {
		return key.id() + "  " + key.mode() + "  " + key.secret();
	}

	private static String listed(KeyView key) {
		Instant end = key.expiresAt();
		return String.join("  ", key.id(), key.mode(), key.status().equals("active") ? "active " : key.status(),
				(end != null) ? "until " + end : "without end", String.join(",", key.scopes()), key.name());
	}

	private static IllegalArgumentException noMerchant() {
		return new IllegalArgumentException("There is no such merchant.");
	}

}
