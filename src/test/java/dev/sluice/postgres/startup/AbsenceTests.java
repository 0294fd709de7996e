package dev.sluice.postgres.startup;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.sql.SQLException;

import javax.net.ssl.SSLHandshakeException;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AbsenceTests {

	@ParameterizedTest
	@ValueSource(strings = { "08001", "08003", "53300", "57P01", "57P02", "57P03" })
	void endsByItself(String state) {
		assertThat(Absence.isReasonOf(failure(state, null))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "08004", "08P01", "28000", "28P01", "3D000", "42501", "42601", "53100", "57014" })
	void isNotWhatOnlyAPersonMends(String state) {
		assertThat(Absence.isReasonOf(failure(state, null))).isFalse();
	}

	@Test
	void isABrokenConnectionButNotAWrongCertificate() {
		assertThat(Absence.isReasonOf(failure("08006", new SocketException("Connection reset")))).isTrue();
		assertThat(Absence.isReasonOf(failure("08006", handshake(new EOFException())))).isTrue();
		assertThat(Absence.isReasonOf(failure("08006", handshake(new CertificateException())))).isFalse();
		assertThat(Absence.isReasonOf(failure("08006", new FileNotFoundException("root.crt")))).isFalse();
		assertThat(Absence.isReasonOf(failure("08006", null))).isFalse();
	}

	@Test
	void isToldInOneLine() {
		assertThat(Absence.words(failure("57P03", null))).isEqualTo("one");
		assertThat(Absence.words(new FlywayException("without a database"))).isEmpty();
	}

	private static FlywayException failure(String state, @Nullable Throwable cause) {
		return new FlywayException("it failed", new SQLException("one\ntwo", state, cause));
	}

	private static SSLHandshakeException handshake(Exception reason) {
		SSLHandshakeException failure = new SSLHandshakeException("no");
		failure.initCause(reason);
		return failure;
	}

}
