package dev.fovea.service.ops;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** While the service drains, every answer closes its connection. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConnectionClosing extends OncePerRequestFilter {

  private final Drain drain;

  ConnectionClosing(Drain drain) {
    this.drain = drain;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (drain.draining()) {
      response.setHeader("Connection", "close");
    }
    chain.doFilter(request, response);
  }
}
