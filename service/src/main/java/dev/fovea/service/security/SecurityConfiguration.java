package dev.fovea.service.security;

import dev.fovea.service.failure.Forbidden;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/** Puts the filters before the protocols. Sessions, cookies, CORS and forms are nowhere. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /**
   * Lets probes and Prometheus in without a key where they have a port of their own. Whoever opens
   * that port decides who reaches it.
   */
  @Bean
  @Order(0)
  @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
  SecurityFilterChain managementPort(
      HttpSecurity http,
      Environment environment,
      SecurityProperties properties,
      RefusedRequests refusals)
      throws Exception {
    if (properties.local()) {
      http.addFilterBefore(foreignPages(properties, refusals), AnonymousAuthenticationFilter.class);
    }
    http.addFilterBefore(new OperatorFilter(), AnonymousAuthenticationFilter.class);
    return http.securityMatcher(request ->
            request.getLocalPort()
                == environment.getProperty("local.management.port", Integer.class, -1))
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  SecurityFilterChain filters(
      HttpSecurity http,
      SecurityProperties properties,
      Callers callers,
      Quotas quotas,
      RefusedRequests refusals)
      throws Exception {
    http.csrf(csrf -> csrf.disable())
        .formLogin(form -> form.disable())
        .httpBasic(basic -> basic.disable())
        .logout(logout -> logout.disable())
        .requestCache(cache -> cache.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> headers.cacheControl(cache -> cache.disable()))
        .exceptionHandling(failures ->
            failures
                .authenticationEntryPoint((request, response, _) ->
                    refusals.answer(request, response, CallerFilter.refusal(request)))
                .accessDeniedHandler((request, response, _) ->
                    refusals.answer(request, response, new Forbidden(needed(request)))))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(
                    DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .anyRequest()
                .access((authentication, context) ->
                    new AuthorizationDecision(
                        !properties.asks()
                            || allowed(authentication.get(), context.getRequest()))));
    if (!properties.asks()) {
      http.addFilterBefore(foreignPages(properties, refusals), AnonymousAuthenticationFilter.class);
    }
    http.addFilterBefore(
        properties.local() ? new OperatorFilter() : new CallerFilter(callers),
        AnonymousAuthenticationFilter.class);
    http.addFilterAfter(new QuotaFilter(refusals, quotas), AuthorizationFilter.class);
    return http.build();
  }

  /**
   * A trace reads as a request and its stages: the filters in between are no spans of their own.
   */
  @Bean
  SecurityObservationSettings nothingOfTheFilters() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  Callers callers(SecurityProperties properties) {
    return new Callers(
        new KeyFile(properties.keyFile()),
        properties
            .tokenIssuer()
            .map(issuer -> new IssuerDiscovery(issuer, properties.tokenAudience()))
            .map(issuer -> new IssuerTokens(issuer, System::nanoTime)));
  }

  @Bean
  Quotas quotas() {
    return new Quotas();
  }

  /** Keeps Spring from inventing a user and logging a password: nobody logs in here. */
  @Bean
  AuthenticationManager nobodyLogsIn() {
    return authentication -> {
      throw new AuthenticationServiceException("only keys and tokens are accepted");
    };
  }

  private static ForeignPages foreignPages(
      SecurityProperties properties, RefusedRequests refusals) {
    return new ForeignPages(
        Optional.of(new HostNames(properties.allowedHosts())).filter(_ -> properties.checksHosts()),
        refusals);
  }

  private static boolean allowed(Authentication authentication, HttpServletRequest request) {
    return scope(request)
        .map(scope -> authentication.getAuthorities().contains(scope.authority()))
        .orElse(true);
  }

  private static String needed(HttpServletRequest request) {
    return scope(request).map(Scope::text).orElse("");
  }

  /**
   * Judges the path as the container decoded it, which is how it is routed: in {@code
   * getRequestURI()} any letter may still be a percent sign and two digits.
   */
  private static Optional<Scope> scope(HttpServletRequest request) {
    String rest = Objects.requireNonNullElse(request.getPathInfo(), "");
    return AccessRules.scope(
        HttpMethod.valueOf(request.getMethod()), request.getServletPath() + rest);
  }
}
