/**
 * The PostgreSQL that Sluice brings along for whoever gives it none: its binaries, its
 * data and its process, one per folder.
 */
@NullMarked
package dev.sluice.postgres.embedded;

import org.jspecify.annotations.NullMarked;
