package dev.sluice.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Chooses among the media types that an address offers by the request's {@code Accept}.
 */
public final class Representations {

	private Representations() {
	}

	/**
	 * The first offered type that the caller likes best.
	 * @param offered what the address can write, the default first
	 * @throws Problem 406 where the caller accepts none of them
	 */
	public static MediaType choose(ServerRequest request, MediaType... offered) {
		for (MediaType wanted : accepted(request)) {
			for (MediaType type : offered) {
				if (wanted.includes(type) && wanted.getQualityValue() > 0) {
					return type;
				}
			}
		}
		String names = Arrays.stream(offered).map(MediaType::toString).collect(Collectors.joining(", "));
		throw Problem.of(HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "This address offers " + names + ".");
	}

	/**
	 * Sees to it that the caller accepts the only media type of an address.
	 * @throws Problem 406 where it does not
	 */
	public static void require(ServerRequest request, MediaType offered) {
		MediaType _ = choose(request, offered);
	}

	private static List<MediaType> accepted(ServerRequest request) {
		try {
			List<MediaType> types = new ArrayList<>(request.headers().accept());
			if (types.isEmpty()) {
				return List.of(MediaType.ALL);
			}
			MimeTypeUtils.sortBySpecificity(types);
			types.sort((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()));
			return types;
		}
		catch (InvalidMediaTypeException ex) {
			throw Problem.of(HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "The Accept header is not readable.");
		}
	}

}
