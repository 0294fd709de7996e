/**
 * People who sign in where they sign in for everything else, by OpenID Connect: sent
 * there and taken back without a server keeping anything in between, and let in as what
 * the provider says of them.
 */
@NullMarked
@MayUse({ "merchants.attempts", "merchants.keys", "merchants.sessions", "merchants" })
package dev.sluice.merchants.people;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
