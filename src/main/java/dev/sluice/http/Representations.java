package dev.sluice.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Chooses among the media types that an address offers by the request's {@code Accept},
 * as RFC 9110 §12.5.1 has it: of all ranges that a type is in, the most specific one says
 * how much it is wanted.
 */
public final class Representations {

	private static final Comparator<Wish> LEAST_WANTED = Comparator.<Wish>comparingDouble((wish) -> wish.quality)
		.thenComparingInt((wish) -> wish.specificity)
		.thenComparingInt((wish) -> -wish.place);

	private Representations() {
	}

	/**
	 * The offered type that the caller likes best; of several the one that was named most
	 * precisely, then the one that was named first.
	 * @param offered what the address can write, the default first
	 * @throws Problem 406 where the caller accepts none of them
	 */
	public static MediaType choose(ServerRequest request, MediaType... offered) {
		if (acceptsAll(request)) {
			return offered[0];
		}
		List<MediaType> accepted = accepted(request);
		return Arrays.stream(offered)
			.flatMap((type) -> wish(accepted, type).stream())
			.filter((wish) -> wish.quality > 0)
			.max(LEAST_WANTED)
			.map(Wish::type)
			.orElseThrow(() -> notAcceptable(offered));
	}

	/**
	 * Sees to it that the caller accepts the only media type of an address.
	 * @throws Problem 406 where it does not
	 */
	public static void require(ServerRequest request, MediaType offered) {
		MediaType _ = choose(request, offered);
	}

	/** As most programs do, which have nothing to choose. */
	private static boolean acceptsAll(ServerRequest request) {
		List<String> lines = request.headers().header("Accept");
		return lines.isEmpty() || (lines.size() == 1 && "*/*".equals(lines.getFirst()));
	}

	private static Optional<Wish> wish(List<MediaType> accepted, MediaType type) {
		return IntStream.range(0, accepted.size())
			.filter((place) -> accepted.get(place).includes(type))
			.mapToObj((place) -> new Wish(type, accepted.get(place).getQualityValue(), specificity(accepted.get(place)),
					place))
			.max(Comparator.<Wish>comparingInt(Wish::specificity).thenComparingInt((wish) -> -wish.place));
	}

	private static int specificity(MediaType range) {
		return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
	}

	private static List<MediaType> accepted(ServerRequest request) {
		try {
			List<MediaType> types = request.headers().accept();
			return types.isEmpty() ? List.of(MediaType.ALL) : types;
		}
		catch (InvalidMediaTypeException ex) {
			throw Problem.of(HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "The Accept header is not readable.");
		}
	}

	private static Problem notAcceptable(MediaType... offered) {
		String names = Arrays.stream(offered).map(MediaType::toString).collect(Collectors.joining(", "));
		return Problem.of(HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "This address offers " + names + ".");
	}

	/**
	 * How much a type is wanted.
	 *
	 * @param specificity of the range that says so: 2 for a type by its whole name
	 * @param place of that range in the header
	 */
	private record Wish(MediaType type, double quality, int specificity, int place) {
	}

}
