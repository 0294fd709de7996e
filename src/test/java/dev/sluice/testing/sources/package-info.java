/** Vault and AWS to read secrets from, as far as their clients can tell. */
@NullMarked
package dev.sluice.testing.sources;

import org.jspecify.annotations.NullMarked;
