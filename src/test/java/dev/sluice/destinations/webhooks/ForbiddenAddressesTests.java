package dev.sluice.destinations.webhooks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;
import dev.sluice.testing.Patience;
import dev.sluice.testing.tls.TestAuthority;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.Http11SslContextSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Nothing is sent to an address that is not public, whatever it is called, nor without
 * TLS. Where something has to arrive, one address of the loopback is taken for public.
 */
class ForbiddenAddressesTests {

	private static final String HERE = "127.0.0.1";

	/** Nobody is there, but only who tries finds out. */
	private static final String NOT_HERE = "127.0.0.2";

	private static final Predicate<InetAddress> HERE_IS_PUBLIC = InetAddress.ofLiteral(HERE)::equals;

	private final TestAuthority authority;

	private final Receiver receiver;

	ForbiddenAddressesTests(@TempDir Path folder) throws Exception {
		this.authority = TestAuthority.in(folder);
		this.receiver = receiver(this.authority.issue("shop", "shop.example"));
	}

	@AfterEach
	void close() throws Exception {
		this.receiver.close();
	}

	@Test
	void sendsToAPublicAddressByTls() throws Exception {
		try (Sender sender = sender(HERE_IS_PUBLIC, new Names(HERE))) {
			assertThat(sender.send(url("shop.example")).outcome()).isEqualTo(Outcome.DELIVERED);
			assertThat(this.receiver.next().header("host")).isEqualTo("shop.example:" + this.receiver.port());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { HERE, "::1", "::ffff:127.0.0.1", "0.0.0.0", "::", "10.0.0.1", "169.254.169.254",
			"fd00:ec2::254", "64:ff9b::7f00:1", "127.0.0.1,::1" })
	void sendsNothingToANameThatLeadsInside(String address) {
		try (Sender sender = sender(PublicAddresses::contain, new Names(address))) {
			assertForbidden(sender.send(url("shop.example")));
		}
	}

	/** The second time it is a connection of its own, since the first one was closed. */
	@Test
	void sendsNothingToANameThatLeadsInsideLater() throws Exception {
		try (Sender sender = sender(HERE_IS_PUBLIC, new Names(HERE, NOT_HERE))) {
			assertThat(sender.send(url("shop.example")).outcome()).isEqualTo(Outcome.DELIVERED);

			assertForbidden(sender.send(url("shop.example")));
			assertThat(this.receiver.connections()).isOne();
		}
	}

	@Test
	void sendsNothingInsideByTheNameThatWasPublicWhenItWasTaken() throws Exception {
		try (Sender sender = sender((address) -> address.getHostAddress().equals(NOT_HERE), new Names(HERE))) {
			assertForbidden(sender.send(url("shop.example")));
			assertThat(this.receiver.connections()).isZero();
		}
	}

	@Test
	void takesOfSeveralAddressesOneThatIsPublic() {
		try (Sender sender = sender(HERE_IS_PUBLIC, new Names(NOT_HERE + "," + HERE))) {
			assertThat(sender.send(url("shop.example")).outcome()).isEqualTo(Outcome.DELIVERED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { HERE, "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "2130706433", "0x7f000001",
			"0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.1", "0", "localhost", "LOCALHOST", "localhost.",
			"me@127.0.0.1" })
	void sendsNothingInsideHoweverThatIsWritten(String host) {
		try (Sender sender = sender(PublicAddresses::contain, new Names(HERE))) {
			assertForbidden(sender.send(url(host)));
			assertForbidden(sender.send("http://" + host + ":" + this.receiver.port() + "/"));
			assertThat(this.receiver.connections()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2130706433", "0x7f000001", "0177.0.0.1", "127.1" })
	void readsNoNumberAsAnAddressEvenWhereAllAreAllowed(String host) throws Exception {
		try (Sender sender = Sender.toAnywhere(); Receiver inside = Receiver.saying(204)) {
			assertForbidden(sender.send("http://" + host + ":" + inside.port() + "/"));
			assertThat(inside.connections()).isZero();
		}
	}

	/** The guard is asked for these, too, by whichever way they get there. */
	@ParameterizedTest
	@ValueSource(strings = { HERE, "[::1]", "[::ffff:127.0.0.1]", "2130706433", "localhost" })
	void connectsToNothingInside(String host) {
		try (Sender sender = sender(PublicAddresses::contain, new Names(HERE))) {
			assertThatThrownBy(() -> sender.connections().http().get().uri(url(host)).response().block(Patience.LONG))
				.isInstanceOf(AddressGuard.RefusedAddress.class);
			assertThat(this.receiver.connections()).isZero();
		}
	}

	@Test
	void connectsToNoOtherPort() {
		WebhookSettings settings = Sender.settings(Map.of("answer-timeout", "1m", "connect-timeout", "1m"));
		try (Sender sender = Sender.of(settings, HERE_IS_PUBLIC, new Names(HERE), trusting())) {
			assertForbidden(sender.send(url("shop.example")));
			assertThatThrownBy(
					() -> sender.connections().http().get().uri(url("shop.example")).response().block(Patience.LONG))
				.isInstanceOf(AddressGuard.RefusedAddress.class);
		}
	}

	@Test
	void sendsNothingWithoutTls() throws Exception {
		try (Receiver plain = Receiver.saying(204); Sender sender = sender(HERE_IS_PUBLIC, new Names(HERE))) {
			assertForbidden(sender.send("http://shop.example:" + plain.port() + "/"));
			assertThat(plain.connections()).isZero();
		}
	}

	@Test
	void readsNoAddressInCapitalsAsOneWithoutTls() {
		try (Sender sender = sender(HERE_IS_PUBLIC, new Names(HERE))) {
			assertThat(sender.send("HTTPS://SHOP.EXAMPLE:" + this.receiver.port() + "/").outcome())
				.isEqualTo(Outcome.DELIVERED);
		}
	}

	@Test
	void reachesNobodyWhoCannotProveWhoItIs() throws Exception {
		try (Receiver other = receiver(this.authority.issue("other", "other.example"));
				Receiver unknown = receiver(TestAuthority.in(this.authority.folder()).issue("shop", "shop.example"));
				Receiver plain = Receiver.saying(204);
				Sender sender = sender(HERE_IS_PUBLIC, new Names(HERE))) {
			for (int port : new int[] { other.port(), unknown.port(), plain.port() }) {
				Answer answer = sender.send("https://shop.example:" + port + "/");

				assertThat(answer.outcome()).isEqualTo(Outcome.UNREACHABLE);
				assertThat(answer.excerpt())
					.isEqualTo("There was no TLS connection with a certificate that is trusted.");
			}
		}
	}

	private String url(String host) {
		return "https://" + host + ":" + this.receiver.port() + "/hooks";
	}

	private Sender sender(Predicate<InetAddress> addresses, Names names) {
		WebhookSettings settings = Sender.settings(Map.of("answer-timeout", "1m", "ports", ""));
		return Sender.of(settings, addresses, names, trusting());
	}

	private Http11SslContextSpec trusting() {
		return Http11SslContextSpec.forClient()
			.configure((context) -> context.trustManager(this.authority.root().getCertificate()));
	}

	/** A server with a certificate, which ends each connection after its answer. */
	private static Receiver receiver(X509Bundle certificate) throws Exception {
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
		ServerSocket server = tls.getServerSocketFactory().createServerSocket();
		server.bind(new InetSocketAddress(InetAddress.ofLiteral(HERE), 0));
		return new Receiver(server, (socket) -> {
			Receiver.say(socket, "HTTP/1.1 204 Yes\r\nconnection: close\r\n\r\n");
			socket.close();
		});
	}

	private static void assertForbidden(Answer answer) {
		assertThat(answer.outcome()).isEqualTo(Outcome.FORBIDDEN_ADDRESS);
		assertThat(answer.excerpt()).isEqualTo("Nothing is sent to this address.");
	}

}
