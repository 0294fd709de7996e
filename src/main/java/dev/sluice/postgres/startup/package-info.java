/**
 * What happens before the first bean is made: a database is found or started, and
 * migrated.
 */
@NullMarked
package dev.sluice.postgres.startup;

import org.jspecify.annotations.NullMarked;
