package dev.sluice.bench.streams;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

import dev.sluice.bench.gateway.Schema;
import org.postgresql.PGConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * What one would write with Spring first: {@link ServerSentEvent} objects from one
 * multicast sink. It follows the same journal as the gateway does, on one thread.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StockStreams {

	private static final String READ = """
			select position, type, data, created_at from journal
			 where merchant_id = '%s' and position > ? order by position limit 512""".formatted(Schema.MERCHANT);

	private static final int BUFFER = 256;

	/** Starts the application. */
	public static void main(String[] arguments) {
		SpringApplication.run(StockStreams.class, arguments);
	}

	@Bean
	Sinks.Many<ServerSentEvent<String>> events(@Value("${bench.sink}") String kind,
			@Value("${bench.jdbc}") String jdbc) {
		Sinks.Many<ServerSentEvent<String>> sink = kind.equals("buffer")
				? Sinks.many().multicast().onBackpressureBuffer(BUFFER, false)
				: Sinks.many().multicast().directBestEffort();
		Thread.ofPlatform().daemon().name("journal").start(() -> follow(jdbc, sink, kind.equals("buffer")));
		return sink;
	}

	@Bean
	RouterFunction<ServerResponse> routes(Sinks.Many<ServerSentEvent<String>> events) {
		ServerSentEvent<String> greeting = ServerSentEvent.<String>builder().comment("connected").build();
		Flux<ServerSentEvent<String>> stream = events.asFlux().startWith(greeting);
		return RouterFunctions.route()
			.GET("/v1/events", (request) -> ServerResponse.ok().body(BodyInserters.fromServerSentEvents(stream)))
			.GET("/ready", (request) -> ServerResponse.ok().body(Mono.just("yes"), String.class))
			.build();
	}

	private static void follow(String jdbc, Sinks.Many<ServerSentEvent<String>> sink, boolean waits) {
		try (Connection connection = DriverManager.getConnection(jdbc);
				Statement listen = connection.createStatement();
				PreparedStatement read = connection.prepareStatement(READ)) {
			listen.execute("listen sluice_journal");
			long last = Schema.head(connection);
			while (true) {
				connection.unwrap(PGConnection.class).getNotifications(1000);
				for (long before = -1; before != last;) {
					before = last;
					last = (sink.currentSubscriberCount() > 0) ? emitAfter(last, read, sink, waits)
							: Schema.head(connection);
				}
			}
		}
		catch (Exception ex) {
			ex.printStackTrace();
			System.exit(1);
		}
	}

	private static long emitAfter(long last, PreparedStatement read, Sinks.Many<ServerSentEvent<String>> sink,
			boolean waits) throws Exception {
		read.setLong(1, last);
		try (ResultSet rows = read.executeQuery()) {
			while (rows.next()) {
				last = rows.getLong(1);
				String type = rows.getString(2);
				String json = "{\"id\":" + last + ",\"type\":\"" + type
						+ "\",\"payment_id\":\"pay_00000000000000000000000000\",\"version\":1,\"created_at\":\""
						+ rows.getString(4) + "\",\"data\":" + rows.getString(3) + "}";
				emit(ServerSentEvent.builder(json).id(String.valueOf(last)).event(type).build(), sink, waits);
			}
		}
		return last;
	}

	private static void emit(ServerSentEvent<String> event, Sinks.Many<ServerSentEvent<String>> sink, boolean waits) {
		while (sink.tryEmitNext(event) == Sinks.EmitResult.FAIL_OVERFLOW && waits
				&& sink.currentSubscriberCount() > 0) {
			LockSupport.parkNanos(50_000);
		}
	}

}
