package dev.fovea.service.protocol;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Makes Tomcat's own refusals look like ours. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusals(
      ErrorForms forms, JsonMapper json) {
    return factory ->
        factory.addContextCustomizers(context -> {
          context.getPipeline().addValve(new ConnectionValve());
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ErrorValve.class.getName());
            host.getPipeline().addValve(new ErrorValve(forms, json));
          }
        });
  }
}
