/**
 * A merchant's journal to many readers at once: in pages, as lines, and live as
 * Server-Sent Events. Reads opaque entries; publishes nothing of its own.
 */
@NullMarked
@ApplicationModule(
		allowedDependencies = { "merchants", "journal", "memory", "roles", "values", "http", "postgres :: replica" })
package dev.sluice.feed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
