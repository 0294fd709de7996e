/**
 * The port to whoever moves the money: what a processor is asked, what it can do, and
 * where its later word is taken. Implementations stand in {@code processors}.
 */
@NullMarked
@NamedInterface("port")
@MayUse("payments.words")
package dev.sluice.payments.port;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
