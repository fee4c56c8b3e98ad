package dev.fovea.service.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes whoever comes in here for somebody who may do everything, such as see the details of
 * health: the port decides who comes.
 */
final class OperatorFilter extends OncePerRequestFilter {

  private static final Caller OPERATOR =
      new Caller("operator", EnumSet.allOf(Scope.class), Optional.empty());

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    CallerFilter.remember(OPERATOR);
    chain.doFilter(request, response);
  }
}
