/**
 * The page in a real browser, against the whole application.
 */
@NullMarked
package dev.sluice.page;

import org.jspecify.annotations.NullMarked;
