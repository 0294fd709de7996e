/**
 * The PostgreSQL that Sluice brings along for whoever gives it none: its binaries, its
 * data and its process, one per folder.
 */
@NullMarked
@MayUse("postgres")
package dev.sluice.postgres.embedded;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;
