/** What it costs to count requests. */
@NullMarked
package dev.sluice.http.figures;

import org.jspecify.annotations.NullMarked;
