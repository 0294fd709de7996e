/**
 * The panel of a merchant's accounts at processors, in a real browser.
 */
@NullMarked
package dev.sluice.page.accounts;

import org.jspecify.annotations.NullMarked;
