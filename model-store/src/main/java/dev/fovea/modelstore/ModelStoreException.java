package dev.fovea.modelstore;

import java.nio.file.Path;

/** Says why a version of the store cannot be read or written. The subtypes are the whole list. */
public abstract sealed class ModelStoreException extends Exception {

  private ModelStoreException(String message) {
    super(message);
  }

  /** The store has no folder of that name, or no such version in it. */
  public static final class NoSuchVersion extends ModelStoreException {
    /** Creates the exception for a name and version as they were asked for. */
    public NoSuchVersion(Path store, String name, int version) {
      super("%s has no version %d of model '%s'".formatted(store, version, name));
    }
  }

  /** The version stands already, and versions never change. */
  public static final class VersionExists extends ModelStoreException {
    /** Creates the exception for the folder that is in the way. */
    public VersionExists(Path folder) {
      super(folder + " stands already; versions never change, so write the next one");
    }
  }

  /** {@code manifest.yaml} is missing, no YAML, or says something that cannot be. */
  public static final class InvalidManifest extends ModelStoreException {
    /** Creates the exception with the manifest's file and what is wrong in it. */
    public InvalidManifest(Path file, String reason) {
      super(file + ": " + reason);
    }
  }

  /** A file differs from its digest in the manifest. */
  public static final class DigestMismatch extends ModelStoreException {
    /** Creates the exception with both digests, lower-case hex. */
    public DigestMismatch(Path file, String expected, String actual) {
      super(
          "%s was changed or damaged: its SHA-256 is %s, the manifest says %s"
              .formatted(file, actual, expected));
    }
  }

  /** The manifest lists a file that is not there. */
  public static final class MissingFile extends ModelStoreException {
    /** Creates the exception for the absent file. */
    public MissingFile(Path file) {
      super(file + " is listed in the manifest and missing on disk");
    }
  }

  /** The version holds a file that the manifest does not list. */
  public static final class UnlistedFile extends ModelStoreException {
    /** Creates the exception for the file that nobody vouches for. */
    public UnlistedFile(Path file) {
      super(file + " is not listed in the manifest; only listed files may be in a version");
    }
  }

  /** A path leads out of the version's folder, by its text or by a link. */
  public static final class EscapingPath extends ModelStoreException {
    /** Creates the exception for the path as it was written. */
    public EscapingPath(Path folder, String path) {
      super("%s: '%s' leads out of the version's folder".formatted(folder, path));
    }
  }

  /** The graph keeps weights in other files, which digests of the graph do not cover. */
  public static final class ExternalData extends ModelStoreException {
    /** Creates the exception for the graph and the initializer that lies elsewhere. */
    public ExternalData(Path graph, String initializer) {
      super(
          "%s keeps '%s' as external data; save the graph in one file"
              .formatted(graph, initializer));
    }
  }

  /** The graph is not what the manifest says, or no ONNX graph at all. */
  public static final class InvalidGraph extends ModelStoreException {
    /** Creates the exception with what is wrong. */
    public InvalidGraph(Path graph, String reason) {
      super(graph + ": " + reason);
    }
  }

  /** Signatures are required, and nobody who is trusted signed the version. */
  public static final class Untrusted extends ModelStoreException {
    /** Creates the exception with what is wrong with the signature, and who is trusted. */
    public Untrusted(Path folder, String reason, Path trustedKeys) {
      super(
          "%s %s; have it signed by one whose key is in %s, see docs/operations.md"
              .formatted(folder, reason, trustedKeys));
    }
  }

  /** The disk failed while a version was read or written. */
  public static final class Unreadable extends ModelStoreException {
    /** Creates the exception with the failed operation's cause. */
    public Unreadable(Path path, java.io.IOException cause) {
      super("%s: %s".formatted(path, cause));
      initCause(cause);
    }
  }
}
