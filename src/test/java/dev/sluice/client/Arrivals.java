package dev.sluice.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.client.posting.Bookmark;
import dev.sluice.client.posting.Bookmark.Mark;
import dev.sluice.proof.destinations.Receiver.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of what has arrived. */
final class Arrivals {

	private Arrivals() {
	}

	/** What a file remembers. */
	static Mark mark(Path file) {
		return new Bookmark(file).read().orElseThrow();
	}

	static List<Long> positions(List<Message> messages) {
		return messages.stream().map(Message::position).toList();
	}

	/** Each event has one name, and no two have the same; each is signed. */
	static void areNamedAndSigned(List<Message> messages, String secret) {
		Map<Long, Set<String>> ids = messages.stream()
			.collect(Collectors.groupingBy(Message::position, Collectors.mapping(Message::id, Collectors.toSet())));
		assertThat(ids.values()).allSatisfy((names) -> assertThat(names).hasSize(1));
		assertThat(messages.stream().map(Message::id).distinct()).hasSameSizeAs(ids.keySet());
		assertThat(messages).allSatisfy((message) -> message.verify(secret));
	}

}
