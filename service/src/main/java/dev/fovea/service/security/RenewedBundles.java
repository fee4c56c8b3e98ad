package dev.fovea.service.security;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;

/**
 * Bundles whose key managers answer with the certificate that the bundle has now. Tomcat is told of
 * a renewed certificate by Spring; the gRPC server asks for its key managers once, at start.
 */
final class RenewedBundles implements SslBundles {

  private final SslBundles bundles;

  RenewedBundles(SslBundles bundles) {
    this.bundles = bundles;
  }

  @Override
  public SslBundle getBundle(String name) throws NoSuchSslBundleException {
    SslBundle bundle = bundles.getBundle(name);
    CurrentKey key = new CurrentKey(bundle);
    bundles.addBundleUpdateHandler(name, key::renew);
    return SslBundle.of(
        bundle.getStores(),
        bundle.getKey(),
        bundle.getOptions(),
        bundle.getProtocol(),
        SslManagerBundle.of(key.managers(), bundle.getManagers().getTrustManagerFactory()));
  }

  @Override
  public void addBundleUpdateHandler(String name, Consumer<SslBundle> handler) {
    bundles.addBundleUpdateHandler(name, handler);
  }

  @Override
  public void addBundleRegisterHandler(BiConsumer<String, SslBundle> handler) {
    bundles.addBundleRegisterHandler(handler);
  }

  @Override
  public List<String> getBundleNames() {
    return bundles.getBundleNames();
  }
}
