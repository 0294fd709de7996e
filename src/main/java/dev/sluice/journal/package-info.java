/**
 * What happened, in commit order: appended in batches, read by position. A change of one
 * subject and its entry are written in one transaction; each merchant's entries are
 * numbered 1, 2, 3 … without a gap, but for where a database that was restored goes on.
 * Readers are woken when the journal grows. Entries are opaque here, but for what the
 * first word of their type says they are about.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "memory", "roles", "values", "http", "http :: traces", "postgres",
		"postgres :: notifications", "postgres :: replica" })
@MayUse({ "journal.epochs", "journal.pressure", "journal.retention", "journal.wakeups", "journal.writability" })
package dev.sluice.journal;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
