package dev.sluice.http.address;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import dev.sluice.testing.Patience;
import dev.sluice.testing.tls.TestAuthority;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Clients know whom they call, and prove who they are, by the bundle that they are given.
 */
class OwnClientsTests {

	@TempDir
	private Path folder;

	@TempDir
	private Path elsewhere;

	private @Nullable DisposableServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.disposeNow();
		}
	}

	@Test
	void trustsWhomItsBundleTrusts() throws Exception {
		TestAuthority authority = TestAuthority.in(this.folder);
		URI address = serve(authority.issue("server", "localhost"), authority, ClientAuth.NONE);

		assertThat(call(connector(bundle(authority, null)), address)).isEqualTo(200);
		assertThatRefused(connector(bundle(TestAuthority.in(this.elsewhere), null)), address);
		assertThatRefused(connector(null), address);
	}

	@Test
	void trustsNobodyUnderTheNameOfAnother() throws Exception {
		TestAuthority authority = TestAuthority.in(this.folder);
		URI address = serve(authority.issue("server", "pay.example"), authority, ClientAuth.NONE);

		assertThatRefused(connector(bundle(authority, null)), address);
	}

	@Test
	void provesWhoItIs() throws Exception {
		TestAuthority authority = TestAuthority.in(this.folder);
		URI address = serve(authority.issue("server", "localhost"), authority, ClientAuth.REQUIRE);
		X509Bundle unknown = TestAuthority.in(this.elsewhere).issue("caller");

		assertThat(call(connector(bundle(authority, authority.issue("caller"))), address)).isEqualTo(200);
		assertThatRefused(connector(bundle(authority, null)), address);
		assertThatRefused(connector(bundle(authority, unknown)), address);
	}

	@Test
	void takesABundleThatWasReplaced() throws Exception {
		TestAuthority authority = TestAuthority.in(this.folder);
		URI address = serve(authority.issue("server", "localhost"), authority, ClientAuth.REQUIRE);
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("processor", bundle(authority, null));
		ClientHttpConnector connector = clients(bundles).connector(HttpClient.newConnection(), "processor");
		assertThatRefused(connector, address);

		bundles.updateBundle("processor", bundle(authority, authority.issue("caller")));

		assertThat(call(connector, address)).isEqualTo(200);
	}

	@Test
	void doesNotStartWithABundleThatIsNotThere() {
		assertThatExceptionOfType(NoSuchSslBundleException.class)
			.isThrownBy(() -> clients(new DefaultSslBundleRegistry()).connector(HttpClient.create(), "nothing"))
			.withMessageContaining("nothing");
	}

	private static void assertThatRefused(ClientHttpConnector connector, URI address) {
		assertThatThrownBy(() -> call(connector, address)).hasStackTraceContaining("SSL");
	}

	private static @Nullable Integer call(ClientHttpConnector connector, URI address) {
		return connector.connect(HttpMethod.GET, address, (request) -> request.setComplete())
			.flatMap((response) -> response.getBody().then(Mono.fromSupplier(() -> response.getStatusCode().value())))
			.block(Patience.LONG);
	}

	private static ClientHttpConnector connector(@Nullable SslBundle bundle) {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		if (bundle != null) {
			bundles.registerBundle("processor", bundle);
		}
		return clients(bundles).connector(HttpClient.newConnection().secure(), (bundle != null) ? "processor" : null);
	}

	private static OwnClients clients(DefaultSslBundleRegistry bundles) {
		ServerProperties server = new ServerProperties();
		return new OwnClients(server, new OwnAddress(server, new WebFluxProperties()), bundles);
	}

	private static SslBundle bundle(TestAuthority trusted, @Nullable X509Bundle caller) {
		PemSslStore keys = (caller != null)
				? PemSslStore.of(caller.getCertificatePathList(), caller.getKeyPair().getPrivate()) : null;
		PemSslStore trust = PemSslStore.of(List.of(trusted.root().getCertificate()), null);
		return SslBundle.of(new PemSslStoreBundle(keys, trust));
	}

	private URI serve(X509Bundle certificate, TestAuthority callers, ClientAuth auth) throws Exception {
		var context = SslContextBuilder.forServer(certificate.toKeyManagerFactory())
			.trustManager(callers.root().toTrustManagerFactory())
			.clientAuth(auth)
			.build();
		DisposableServer started = HttpServer.create()
			.host("127.0.0.1")
			.secure((spec) -> spec.sslContext(context))
			.handle((request, response) -> response.send())
			.bindNow();
		this.server = started;
		return URI.create("https://localhost:" + started.port() + "/");
	}

}
