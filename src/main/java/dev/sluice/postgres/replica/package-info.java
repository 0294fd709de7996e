/**
 * A replica of the database, for lists and exports: used while it is there and not far
 * behind, and never instead of the primary where that would make an answer older than was
 * asked for, or none.
 */
@NullMarked
@NamedInterface("replica")
@MayUse("postgres")
package dev.sluice.postgres.replica;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
