package dev.fovea.service.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Certificates that nobody vouches for, made by the JDK's own tool and written as PEM. */
final class SelfSigned {

  private static final String PASSWORD = "changeit";

  private SelfSigned() {}

  /** Writes {@code certificate.pem} and {@code key.pem} over those in a folder. */
  static void write(Path folder, String commonName)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = Files.createTempDirectory("fovea-tls").resolve("store.p12");
    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + commonName,
                "-ext",
                "san=dns:localhost",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new AssertionError("keytool ended with " + status);
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    replace(
        folder.resolve("key.pem"),
        "PRIVATE KEY",
        keys.getKey("it", PASSWORD.toCharArray()).getEncoded());
    replace(
        folder.resolve("certificate.pem"), "CERTIFICATE", keys.getCertificate("it").getEncoded());
  }

  private static void replace(Path file, String kind, byte[] der) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        beside, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, text));
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
