package dev.fovea.modelstore;

import dev.fovea.modelstore.ModelStoreException.Untrusted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The public keys of those who may publish models: Ed25519, RFC 8032. A signature covers the
 * manifest's bytes, and with the digests in it every other file of the version.
 *
 * <pre>{@code
 * openssl genpkey -algorithm ed25519 -out key.pem
 * openssl pkey -in key.pem -pubout >> trusted.pem
 * openssl pkeyutl -sign -rawin -inkey key.pem -in manifest.yaml -out manifest.sig
 * }</pre>
 */
public final class TrustedKeys {

  /** File name within a version: the 64 bytes of the signature. */
  static final String SIGNATURE = "manifest.sig";

  private static final int SIGNATURE_BYTES = 64;

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----");

  private final Path file;
  private final List<PublicKey> keys;

  private TrustedKeys(Path file, List<PublicKey> keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Reads public keys, one PEM block after the other.
   *
   * @throws IllegalArgumentException if the file cannot be read, holds no key, or one that is not
   *     Ed25519
   */
  public static TrustedKeys read(Path file) {
    try {
      List<String> blocks =
          KEY.matcher(Files.readString(file)).results().map(TrustedKeys::base64).toList();
      if (blocks.isEmpty()) {
        throw new IllegalArgumentException(file + " holds no block 'BEGIN PUBLIC KEY'");
      }
      return new TrustedKeys(file, blocks.stream().map(TrustedKeys::key).toList());
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("cannot read " + file + ": " + unreadable, unreadable);
    }
  }

  /**
   * Checks that one of the keys signed a version.
   *
   * @param folder the version's
   * @param manifest its manifest as it was read
   * @throws Untrusted if there is no signature, or none of the keys made it
   */
  void require(Path folder, byte[] manifest) throws Untrusted {
    Path signature = folder.resolve(SIGNATURE);
    if (!Files.isRegularFile(signature)) {
      throw new Untrusted(folder, "is not signed: it has no " + SIGNATURE, file);
    }
    try {
      byte[] bytes = bytes(signature);
      for (PublicKey key : keys) {
        if (made(key, bytes, manifest)) {
          return;
        }
      }
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new Untrusted(folder, "has a signature that cannot be read: " + unreadable, file);
    }
    throw new Untrusted(
        folder, "is signed by none of the trusted keys, or was changed since", file);
  }

  private static byte[] bytes(Path signature) throws IOException {
    if (Files.size(signature) != SIGNATURE_BYTES) {
      throw new IOException(SIGNATURE + " has not " + SIGNATURE_BYTES + " bytes");
    }
    return Files.readAllBytes(signature);
  }

  private static boolean made(PublicKey key, byte[] bytes, byte[] manifest)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(key);
    signature.update(manifest);
    return signature.verify(bytes);
  }

  private static String base64(MatchResult block) {
    return block.group(1).replaceAll("\\s", "");
  }

  private static PublicKey key(String base64) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException other) {
      throw new IllegalArgumentException("a trusted key is not Ed25519: " + base64, other);
    }
  }
}
