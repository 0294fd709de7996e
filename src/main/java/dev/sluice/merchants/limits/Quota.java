package dev.sluice.merchants.limits;

import java.time.Duration;

import io.github.bucket4j.Bandwidth;

/**
 * One limit: so many requests, which are given back evenly.
 *
 * @param name as callers see it
 * @param most how many may be asked for at once by whoever asked for nothing before
 * @param window after which all of them are given back
 */
record Quota(String name, long most, Duration window) {

	/** The limit as a bucket that is full at first. */
	Bandwidth bandwidth() {
		return Bandwidth.builder().capacity(this.most).refillGreedy(this.most, this.window).build();
	}

	/** As an item of {@code RateLimit-Policy}. */
	String policy() {
		return "\"" + this.name + "\";q=" + this.most + ";w=" + this.window.toSeconds();
	}

}
