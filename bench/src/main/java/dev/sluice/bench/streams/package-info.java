/**
 * Events to many streams: how many a second arrive beside what one would write with
 * Spring first, and what streams cost and how late they are where little happens.
 */
@NullMarked
package dev.sluice.bench.streams;

import org.jspecify.annotations.NullMarked;
