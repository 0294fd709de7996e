/** When an instance asks to be left alone. */
@NullMarked
package dev.sluice.journal.pressure;

import org.jspecify.annotations.NullMarked;
