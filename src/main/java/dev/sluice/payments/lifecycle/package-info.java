/**
 * The life of one payment, pure: what it can be asked, what it decides, by which events
 * it changes and what they make of it. No clock, no database, no framework beyond
 * Jackson's annotations: the same arguments give the same answer. Its ids and outcomes
 * are the words in which the port to the processors is spoken, who see it for that.
 */
@NullMarked
@NamedInterface("lifecycle")
package dev.sluice.payments.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
