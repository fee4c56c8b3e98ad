package dev.fovea.service.security;

import io.grpc.util.AdvancedTlsX509KeyManager;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;

/** The private key and certificate chain that a bundle has now, for handshakes yet to come. */
final class CurrentKey {

  private static final Logger log = LoggerFactory.getLogger(CurrentKey.class);

  private final AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();

  /**
   * Takes the bundle's key.
   *
   * @throws IllegalStateException if it has none that can be read
   */
  CurrentKey(SslBundle bundle) {
    try {
      take(bundle);
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalStateException("the SSL bundle has no readable key", unreadable);
    }
  }

  /** Takes the key of the changed bundle; one that cannot be read leaves the old one in place. */
  void renew(SslBundle changed) {
    try {
      take(changed);
    } catch (GeneralSecurityException unreadable) {
      log.warn("the certificate stays as it was: {}", unreadable.getMessage());
    }
  }

  /** Returns the only key manager, as a factory. */
  KeyManagerFactory managers() {
    KeyManagerFactorySpi spi = new OneKey(manager);
    return new KeyManagerFactory(spi, null, "current") {};
  }

  private void take(SslBundle bundle) throws GeneralSecurityException {
    KeyStore store = bundle.getStores().getKeyStore();
    if (store == null) {
      return;
    }
    char[] password =
        Optional.ofNullable(bundle.getKey().getPassword())
            .or(() -> Optional.ofNullable(bundle.getStores().getKeyStorePassword()))
            .map(String::toCharArray)
            .orElse(null);
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, password) instanceof PrivateKey key) {
        manager.updateIdentityCredentials(
            Arrays.stream(store.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toArray(X509Certificate[]::new),
            key);
      }
    }
  }

  private static final class OneKey extends KeyManagerFactorySpi {

    private final KeyManager manager;

    OneKey(KeyManager manager) {
      this.manager = manager;
    }

    @Override
    protected void engineInit(KeyStore store, char[] password) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
      return new KeyManager[] {manager};
    }
  }
}
