package dev.sluice.testing;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

@SluiceTest
class SluiceTestTests {

	@LocalServerPort
	private int port;

	@Test
	void runsTheMigratedApplication(@Autowired DatabaseClient database) {
		Long migrations = database.sql("select count(*) from flyway_schema_history where success")
			.mapValue(Long.class)
			.one()
			.block();

		assertThat(migrations).isPositive();
		assertThat(this.port).isPositive();
	}

	@Test
	void listensOnLoopbackAlone(@Autowired Environment environment) {
		assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
	}

}
