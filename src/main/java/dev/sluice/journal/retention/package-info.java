/**
 * How long entries are kept, and how they are let go of.
 */
@NullMarked
package dev.sluice.journal.retention;

import org.jspecify.annotations.NullMarked;
