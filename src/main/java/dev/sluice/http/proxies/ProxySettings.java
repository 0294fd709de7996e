package dev.sluice.http.proxies;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Which proxies in front are believed ({@code sluice.web.*}).
 *
 * @param trustedProxies their addresses, or networks such as {@code 10.0.0.0/8}
 * @param proxyHeaders the headers that each of them writes, replacing or going on with
 * what came to it. Of the others, which a proxy passes on as they came, none is believed
 */
@ConfigurationProperties("sluice.web")
record ProxySettings(@DefaultValue List<String> trustedProxies, @DefaultValue( {
		"Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port",
		"X-Forwarded-Prefix" }) List<String> proxyHeaders){

	ProxySettings {
		trustedProxies = List.copyOf(trustedProxies);
		proxyHeaders = List.copyOf(proxyHeaders);
		trustedProxies.forEach((range) -> Assert.isTrue(AddressRange.read(range).isPresent(),
				() -> "sluice.web.trusted-proxies must be addresses or networks such as 10.0.0.0/8, and no names: '"
						+ range + "'"));
		proxyHeaders
			.forEach((name) -> Assert.isTrue(ForwardedHeaders.USED.stream().anyMatch(name::equalsIgnoreCase), () -> {
				return "sluice.web.proxy-headers must be of " + ForwardedHeaders.USED + ": '" + name + "'";
			}));
	}

}
