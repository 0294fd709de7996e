/**
 * What happens before the first bean is made: a database is found or started, and
 * migrated. Where one is brought along, it is a demo.
 */
@NullMarked
@MayUse({ "postgres.embedded", "postgres" })
package dev.sluice.postgres.startup;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
