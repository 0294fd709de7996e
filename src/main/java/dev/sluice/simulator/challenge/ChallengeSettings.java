package dev.sluice.simulator.challenge;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where challenges are ({@code sluice.simulator.*}).
 *
 * @param publicUrl where browsers find the simulator, such as
 * {@code https://simulator.example}; the address of the request where none is set
 */
@ConfigurationProperties("sluice.simulator")
record ChallengeSettings(@Nullable URI publicUrl) {
}
