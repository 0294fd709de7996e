package dev.sluice.postgres;

import io.r2dbc.spi.ConnectionFactory;

/**
 * Where connections come from that must not be pooled, such as one that listens.
 *
 * @param factory opens a new connection at each subscription
 */
public record UnpooledConnections(ConnectionFactory factory) {
}
