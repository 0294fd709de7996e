package dev.sluice.payments.processing;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which processors are asked, in which order ({@code sluice.routing.*}).
 *
 * @param processors names of processors; all that are configured where none is named
 * @param currencies names of processors by currency, instead of those above
 */
@ConfigurationProperties("sluice.routing")
record RoutingSettings(@DefaultValue List<String> processors, @DefaultValue Map<String, List<String>> currencies) {
}
