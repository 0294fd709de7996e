package dev.sluice.payments.recording;

import dev.sluice.values.RawJson;

/**
 * An idempotency key and the request that it stands for.
 *
 * @param key as the caller sent it, without quotes
 * @param request the request's address and fields, to tell another request by
 */
public record Claim(String key, RawJson request) {
}
