/**
 * A browser that looks at the page, and what is around it: a merchant's backend, the
 * network between, and what complains of what is seen.
 */
@NullMarked
package dev.sluice.page.browser;

import org.jspecify.annotations.NullMarked;
