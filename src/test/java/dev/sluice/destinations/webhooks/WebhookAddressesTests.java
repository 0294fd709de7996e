package dev.sluice.destinations.webhooks;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of a URL before anybody is asked for its address. */
class WebhookAddressesTests {

	private final WebhookAddresses addresses = new WebhookAddresses(Sender.settings(Map.of()));

	@ParameterizedTest
	@ValueSource(strings = { "https://shop.example/hooks", "HTTPS://Shop.Example./", "https://shop.example:8443?a=b",
			"https://shop.example:443", "https://8.8.8.8/", "https://[2606:4700:4700::1111]:8443/",
			"https://xn--grsse-jua.example/", "https://localhost.example/", "https://10.example/" })
	void takesWhatMayBePublic(String url) {
		assertThat(this.addresses.objection(url)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://shop.example/                | must be an https URL
			https://shop.example/#top           | must have no fragment (#)
			https://my_shop.example/            | must have a host without underscores
			https://shop.example:22/            | must have one of these ports: [443, 8443]
			https://shop.example:80/            | must have one of these ports: [443, 8443]
			https://localhost/                  | must be an address that is public
			https://LOCALHOST./                 | must be an address that is public
			https://hooks.localhost/            | must be an address that is public
			https://127.0.0.1/                  | must be an address that is public
			https://10.0.0.7/                   | must be an address that is public
			https://169.254.169.254/latest      | must be an address that is public
			https://[::1]/                      | must be an address that is public
			https://[::ffff:127.0.0.1]/         | must be an address that is public
			https://[::ffff:7f00:1]/            | must be an address that is public
			https://[64:ff9b::7f00:1]/          | must be an address that is public
			https://[fd00:ec2::254]/            | must be an address that is public
			""")
	void saysWhatIsWrong(String url, String objection) {
		assertThat(this.addresses.objection(url)).contains(objection);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "shop.example", "//shop.example/", "ftp://shop.example/", "file:///etc/passwd",
			"https://me@shop.example/", "https://me:pass@shop.example/", "https://shop.example\\@127.0.0.1/",
			"https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/", "https://0177.0.0.1/",
			"https://017700000001/", "https://127.1/", "https://127.0.0.1./", "https://256.0.0.1/",
			"https://[fe80::1%25eth0]/", "https://[::1/", "https://①②⑦.⓪.⓪.①/", "https://shop.example:0/",
			"https://shop.example:99999/", "https:///hooks", "https://shop .example/" })
	void takesNothingThatOthersWouldReadOtherwise(String url) {
		assertThat(this.addresses.objection(url)).hasValueSatisfying((said) -> assertThat(said).startsWith("must be "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080/hooks", "http://127.0.0.1:9/", "https://10.0.0.7:22/",
			"http://[::1]:8080/" })
	void takesAnyOnceThatIsAllowed(String url) {
		WebhookAddresses any = new WebhookAddresses(Sender.settings(Map.of("private-addresses", "true")));

		assertThat(any.objection(url)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 443, 65_535 })
	void takesAnyPortWhereNoneIsNamed(int port) {
		WebhookAddresses any = new WebhookAddresses(Sender.settings(Map.of("ports", "")));

		assertThat(any.objection("https://shop.example:" + port + "/")).isEmpty();
	}

}
