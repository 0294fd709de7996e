/**
 * What is looked at before an instance is made: outside of demo mode none starts with a
 * secret that is missing, or no secret.
 */
@NullMarked
@MayUse("secrets")
package dev.sluice.secrets.startup;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
