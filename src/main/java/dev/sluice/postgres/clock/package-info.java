/**
 * The time that all instances share, which is the database's: read from it again and
 * again and carried on in between, and how far an instance's own clock is from it.
 */
@NullMarked
@MayUse("postgres")
package dev.sluice.postgres.clock;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
