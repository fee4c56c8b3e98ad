package dev.fovea.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipFile;

/** The command that {@code ./mvnw -Prelease package} ends with. */
public final class Release {

  private static final String SBOM = "META-INF/sbom/application.cdx.json";

  private Release() {}

  /**
   * Fills {@code TARGET/VERSION}.
   *
   * @param arguments the root of the checkout, the version, the folder to write below
   * @throws IOException if a part is missing or cannot be written
   */
  public static void main(String... arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    String version = arguments[1];
    Path folder = Files.createDirectories(Path.of(arguments[2], version));

    Path jar = root.resolve("service/target/fovea-service.jar");
    copy(jar, folder.resolve("fovea-service-" + version + ".jar"));
    Path sbom = folder.resolve("fovea-sbom-" + version + ".json");
    unpack(jar, SBOM, sbom);
    Files.writeString(folder.resolve("THIRD-PARTY.txt"), Licences.of(sbom).text());
    ChartPackage.write(root.resolve("helm/fovea"), version, folder);
    ImageArchive.write(root, version, folder);
    Digests.write(folder);
    System.out.println("release " + version + " is in " + folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void unpack(Path jar, String entry, Path to) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.getEntry(entry) == null) {
        throw new IOException(
            jar + " has no " + entry + ": was it packaged with its bill of materials?");
      }
      Files.copy(zip.getInputStream(zip.getEntry(entry)), to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
