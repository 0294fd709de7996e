/**
 * A merchant's journal to where it is wanted, from any position, at least once: each
 * destination is a cursor in the journal with a way out. Here is what merchants ask about
 * theirs; entries are opaque here, as they are to readers.
 */
@NullMarked
@ApplicationModule(
		allowedDependencies = { "merchants", "merchants :: audit", "journal", "journal :: everyone", "memory", "roles",
				"secrets", "values", "http", "http :: traces", "postgres", "postgres :: notifications", "pace" })
@MayUse({ "destinations.consumers", "destinations.webhooks", "destinations.registry", "destinations.ways" })
package dev.sluice.destinations;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
