/**
 * What merchants ask about their accounts at processors: to make, change, check and
 * remove them. What is secret of them goes in and never comes out.
 */
@NullMarked
@MayUse({ "processors.registry", "processors.connectors" })
package dev.sluice.processors.accounts;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
