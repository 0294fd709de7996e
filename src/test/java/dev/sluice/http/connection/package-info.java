/** Messages, good and bad, on connections of their own. */
@NullMarked
package dev.sluice.http.connection;

import org.jspecify.annotations.NullMarked;
