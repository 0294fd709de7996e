/**
 * What the documents show is run as they show it: the README's commands by the shell, and
 * the requests of {@code docs/http} in the order in which an IDE runs them.
 */
@NullMarked
package dev.sluice.documents;

import org.jspecify.annotations.NullMarked;
