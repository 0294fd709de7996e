package dev.sluice.peers.tables;

import org.jspecify.annotations.Nullable;

/** What a processor says of an operation. */
public record ProcessorAnswer(@Nullable String operation, @Nullable String status, @Nullable String code,
		@Nullable String message, @Nullable String url) {
}
