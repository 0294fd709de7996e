package dev.sluice.peers.mvc;

import java.io.IOException;
import java.nio.ByteBuffer;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sluice.peers.tables.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who has a key. */
@Component
class KeyFilter extends OncePerRequestFilter {

	private final LoadingCache<ByteBuffer, Caller> callers;

	KeyFilter(Payments payments) {
		this.callers = Caffeine.newBuilder()
			.maximumSize(Caller.MAX_REMEMBERED)
			.expireAfterWrite(Caller.REMEMBERED)
			.build((hash) -> payments.caller(hash.array()));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ByteBuffer hash = Caller.hash(request.getHeader(HttpHeaders.AUTHORIZATION));
		Caller caller = (hash != null) ? this.callers.get(hash) : null;
		if (caller == null) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
			response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
			return;
		}
		request.setAttribute("caller", caller);
		chain.doFilter(request, response);
	}

}
