package dev.fovea.service.protocol;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Bounds what a connection may take, and makes Tomcat's own refusals look like ours. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusals(
      ErrorForms forms, JsonMapper json, HttpProperties bounds, BodyMemory memory) {
    return factory -> {
      factory.setProtocol(PunctualProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> bound(connector, bounds));
      factory.addContextCustomizers(context -> {
        // Without one, Tomcat adds its own, which asks a lock of all requests who may log in.
        context.setLoginConfig(new LoginConfig("NONE", null, null, null));
        context.getPipeline().addValve(new ConnectionValve(bounds.minBodyRate().toBytes(), memory));
        if (context.getParent() instanceof StandardHost host) {
          host.setErrorReportValveClass(ErrorValve.class.getName());
          host.getPipeline().addValve(new ErrorValve(forms, json));
        }
      });
    };
  }

  private static void bound(Connector connector, HttpProperties bounds) {
    if (connector.getProtocolHandler() instanceof PunctualProtocol protocol) {
      protocol.setMaxHeaderCount(bounds.maxHeaderCount());
      protocol.setHeaderTimeoutNanos(bounds.headerTimeout().toNanos());
      // A client that asks before it sends is told of a refusal instead of to go on.
      protocol.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
    }
  }
}
