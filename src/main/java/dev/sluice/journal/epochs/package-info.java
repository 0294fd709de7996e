/**
 * How journals go on after the database was restored to an earlier moment: behind all
 * that their readers have seen.
 */
@NullMarked
@NamedInterface("epochs")
package dev.sluice.journal.epochs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
