/**
 * Whether the database takes anything new, and the word for what was not even sent to it.
 */
@NullMarked
package dev.sluice.journal.writability;

import org.jspecify.annotations.NullMarked;
