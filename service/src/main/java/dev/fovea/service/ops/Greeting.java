package dev.fovea.service.ops;

import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.ModelState;
import dev.fovea.service.model.ModelsLoaded;
import dev.fovea.service.model.VersionStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says in three lines, once the models are loaded, where the service is and what to try. */
@Component
final class Greeting {

  private static final Logger log = LoggerFactory.getLogger("dev.fovea");

  private final Catalog catalog;
  private final Environment environment;
  private boolean forThisMachineAlone;
  private boolean started;
  private boolean loaded;

  Greeting(Catalog catalog, Environment environment) {
    this.catalog = catalog;
    this.environment = environment;
  }

  @EventListener
  synchronized void started(ApplicationReadyEvent event) {
    started = true;
    forThisMachineAlone = isBoundToLoopback(event.getApplicationContext());
    greet();
  }

  @EventListener
  synchronized void loaded(ModelsLoaded event) {
    loaded = true;
    greet();
  }

  private void greet() {
    if (started && loaded) {
      lines().forEach(log::info);
    }
  }

  private List<String> lines() {
    int port = environment.getProperty("local.server.port", Integer.class, 8080);
    List<VersionStatus> ready =
        catalog.models().stream()
            .flatMap(model -> catalog.versions(model).stream())
            .filter(version -> version.state() == ModelState.READY)
            .toList();
    String models =
        ready.isEmpty()
            ? "none is ready"
            : ready.stream().map(Greeting::describe).collect(Collectors.joining(", "));
    return List.of(
        "Fovea answers at http://localhost:%d%s"
            .formatted(port, forThisMachineAlone ? ", to this machine alone" : ""),
        "Models: " + models,
        "Try: " + suggestion(ready, port));
  }

  /** Where the server really listens, whichever setting decided it. */
  private static boolean isBoundToLoopback(ApplicationContext context) {
    return context instanceof WebServerApplicationContext web
        && web.getWebServer() instanceof TomcatWebServer tomcat
        && tomcat.getTomcat().getConnector().getProperty("address") instanceof InetAddress address
        && address.isLoopbackAddress();
  }

  private static String describe(VersionStatus version) {
    String device = version.device().map(each -> each.name().toLowerCase(Locale.ROOT)).orElse("");
    String accuracy =
        version
            .loaded()
            .map(model -> model.manifest().measured().get("top1"))
            .map(top1 -> String.format(Locale.ROOT, ", top-1 %.2f %%", 100 * top1))
            .orElse("");
    return "%s (%s%s)".formatted(version.id(), device, accuracy);
  }

  private static String suggestion(List<VersionStatus> ready, int port) {
    return ready.stream()
        .filter(version -> version.loaded().flatMap(model -> model.manifest().image()).isPresent())
        .findFirst()
        .map(version ->
            "open that address, or curl --data-binary @picture.jpg"
                + " 'http://localhost:%d/v1/models/%s/classify?k=3'"
                    .formatted(port, version.id().name()))
        .orElse("./fovea train lenet5, or another store: --models DIR");
  }
}
