/**
 * The PostgreSQL that we bring for whoever has none: its binaries, its data and its
 * process, one per folder.
 */
@NullMarked
@MayUse("postgres")
package dev.sluice.postgres.embedded;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
