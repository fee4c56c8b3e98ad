package dev.fovea.service.ops;

import dev.fovea.service.failure.StartupFailure;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the service did not start and what to do, in place of a stack trace. */
public final class StartupAdvice extends AbstractFailureAnalyzer<StartupFailure> {

  /** Creates the advice; called by Spring Boot, which finds it in {@code spring.factories}. */
  public StartupAdvice() {}

  @Override
  protected FailureAnalysis analyze(Throwable root, StartupFailure failure) {
    return new FailureAnalysis(failure.getMessage(), failure.remedy(), failure);
  }
}
