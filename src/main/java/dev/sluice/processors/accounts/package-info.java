/** The accounts that merchants have at processors. */
@NullMarked
@MayUse({})
package dev.sluice.processors.accounts;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
