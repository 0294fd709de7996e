package dev.sluice.peers.mvc;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. */
@SpringBootApplication
public class MvcPeer {

	/** Starts it. */
	public static void main(String[] arguments) {
		SpringApplication.run(MvcPeer.class, arguments);
	}

}
