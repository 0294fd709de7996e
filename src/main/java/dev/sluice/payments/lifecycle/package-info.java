/**
 * The life of one payment, pure: what it can be asked, what it decides, by which events
 * it changes and what they make of it. No clock, no database, no framework: the same
 * arguments give the same answer. The language of the port to the processors, who see it
 * for that.
 */
@NullMarked
@NamedInterface("lifecycle")
package dev.sluice.payments.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
