package dev.sluice.peers.webflux;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. */
@SpringBootApplication
public class WebFluxPeer {

	/** Starts it. */
	public static void main(String[] arguments) {
		SpringApplication.run(WebFluxPeer.class, arguments);
	}

}
