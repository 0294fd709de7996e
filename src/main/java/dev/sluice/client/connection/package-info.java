/**
 * How the other side of a command is asked, with a bound on everything: how long it may
 * take, how much it may say, and how soon it is asked again.
 */
@NullMarked
package dev.sluice.client.connection;

import org.jspecify.annotations.NullMarked;
