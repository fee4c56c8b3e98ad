package dev.fovea.service.security;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** Puts {@link RenewedBundles} in the place of Spring's bundles. */
@Component
final class CertificateRenewal implements BeanPostProcessor {

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof SslBundles bundles ? new RenewedBundles(bundles) : bean;
  }
}
