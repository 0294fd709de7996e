/**
 * What the code says of itself: its modules and rooms, who uses whom, and its style.
 */
@NullMarked
package dev.sluice.architecture;

import org.jspecify.annotations.NullMarked;
