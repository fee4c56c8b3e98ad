/**
 * Who may do what: API keys and tokens, their scopes, and each key's quota. Without any of them the
 * service listens to its own machine alone.
 */
@ApplicationModule(allowedDependencies = "failure")
@NullMarked
package dev.fovea.service.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
