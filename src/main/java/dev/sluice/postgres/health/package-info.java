/** Whether the database answers, as probes are told. */
@NullMarked
@MayUse("postgres")
package dev.sluice.postgres.health;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
