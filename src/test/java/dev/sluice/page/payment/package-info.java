/**
 * A payment that is opened in a real browser, against the whole application.
 */
@NullMarked
package dev.sluice.page.payment;

import org.jspecify.annotations.NullMarked;
