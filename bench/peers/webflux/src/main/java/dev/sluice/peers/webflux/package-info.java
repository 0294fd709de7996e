/**
 * WebFlux with Spring Data R2DBC, as tutorials have it: what one picks first who wants a
 * reactive gateway.
 */
@NullMarked
package dev.sluice.peers.webflux;

import org.jspecify.annotations.NullMarked;
