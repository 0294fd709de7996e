/**
 * Spring MVC on virtual threads, with JDBC over HikariCP: what one picks today who wants
 * plain code.
 */
@NullMarked
package dev.sluice.peers.mvc;

import org.jspecify.annotations.NullMarked;
