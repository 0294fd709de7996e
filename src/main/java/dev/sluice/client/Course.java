package dev.sluice.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.client.posting.Bookmark;
import dev.sluice.client.posting.Secrets;
import dev.sluice.values.WebAddress;

/**
 * Which events go from where to where.
 *
 * @param types which are wanted; all where there are none
 * @param bookmark where it is remembered how far they are
 * @param secret what they are signed with, where that is not the remembered one
 */
record Course(Access access, URI address, List<String> types, Bookmark bookmark, Optional<String> secret) {

	/** The options that say so. */
	static final Set<String> OPTIONS = Set.of(Access.URL, Access.KEY, "forward-to", "types", "secret", "state");

	private static final int NAME_BYTES = 16;

	/** As the options say it, or else the environment. */
	static Course read(Arguments arguments, Surroundings surroundings) {
		Access access = Access.read(arguments, surroundings);
		URI address = arguments.option("forward-to")
			.map(Course::address)
			.orElseThrow(() -> new Misuse("Where to? Say --forward-to=http://localhost:3000/hook."));
		Optional<String> secret = arguments.option("secret");
		if (!secret.map(Secrets::isSecret).orElse(true)) {
			throw new Misuse("--secret must be whsec_ and then Base64, as Standard Webhooks has it.");
		}
		List<String> types = arguments.option("types").map(Course::types).orElse(List.of());
		Path file = arguments.option("state")
			.map(Course::path)
			.orElseGet(() -> surroundings.home()
				.resolve(".sluice")
				.resolve("listen-" + hash(access.url(), access.key(), address.toString(), String.join(",", types))
						+ ".json"));
		return new Course(access, address, types, new Bookmark(file), secret);
	}

	private static URI address(String text) {
		return WebAddress.read(text)
			.map(WebAddress::uri)
			.filter((uri) -> uri.getHost() != null && uri.getRawFragment() == null)
			.orElseThrow(() -> new Misuse("--forward-to must be an address such as http://localhost:3000/hook."));
	}

	private static List<String> types(String text) {
		return Stream.of(text.split(",", -1))
			.map(String::strip)
			.filter((type) -> !type.isEmpty())
			.sorted()
			.distinct()
			.toList();
	}

	private static Path path(String text) {
		try {
			return Path.of(text);
		}
		catch (InvalidPathException ex) {
			throw new Misuse("--state must be the name of a file.");
		}
	}

	/** Tells one course from another, and nothing of the key. */
	private static String hash(String... parts) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256")
				.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What goes from where to where, in words. */
	String words() {
		return (this.types.isEmpty() ? "all events" : String.join(", ", this.types)) + " of " + this.access.url()
				+ " to " + this.address;
	}

}
