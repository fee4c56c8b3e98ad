package dev.fovea.service.security;

import dev.fovea.service.failure.QuotaExceeded;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Holds each key to its quota, from the request's first filter to its last byte. */
final class QuotaFilter extends OncePerRequestFilter {

  private final RefusedRequests refusals;
  private final Quotas quotas;

  QuotaFilter(RefusedRequests refusals, Quotas quotas) {
    this.refusals = refusals;
    this.quotas = quotas;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!(SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication known)) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Quota> quota;
    try {
      quota = quotas.acquire(known.caller());
    } catch (QuotaExceeded exceeded) {
      refusals.answer(request, response, exceeded);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.isAsyncStarted()) {
        quota.ifPresent(held -> request.getAsyncContext().addListener(new Release(held)));
      } else {
        quota.ifPresent(Quota::release);
      }
    }
  }

  private record Release(Quota quota) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      quota.release();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
