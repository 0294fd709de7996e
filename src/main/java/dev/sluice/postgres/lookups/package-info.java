/**
 * Single rows by their key: what is asked for at the same moment is asked in one
 * statement, so that a row costs a small part of a round trip.
 */
@NullMarked
@NamedInterface("lookups")
@MayUse("postgres")
package dev.sluice.postgres.lookups;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
