/** The journals of all merchants, read at once, for who works for none of them alone. */
@NullMarked
@NamedInterface("everyone")
@MayUse("journal")
package dev.sluice.journal.everyone;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
