package dev.fovea.modelstore;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code manifest.yaml}: everything about a model version but its weights.
 *
 * @param name letters, digits, dot, dash, underscore; begins with a letter or digit
 * @param version positive integer, the folder's name
 * @param architecture what kind of network it is, such as {@code lenet5}
 * @param description one sentence for people
 * @param inputs every input of the graph
 * @param outputs every output of the graph
 * @param image how the graph classifies pictures, or empty for a model of plain tensors
 * @param golden inputs and outputs replayed at load, or empty if none were recorded
 * @param provenance where the weights come from: code, data, seed, date, as free text by key
 * @param measured what was measured, such as {@code top1}, as numbers by key
 * @param files SHA-256 in lower-case hex of every other file of the version, by relative path
 */
public record Manifest(
    String name,
    int version,
    String architecture,
    String description,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    Optional<ImageContract> image,
    Optional<Golden> golden,
    Map<String, String> provenance,
    Map<String, Double> measured,
    Map<String, String> files) {

  /** File name of the graph within a version. */
  public static final String GRAPH = "model.onnx";

  /** File name of the labels within a version: one a line, in the order of the classes. */
  public static final String LABELS = "labels.txt";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  /**
   * Recorded inputs and outputs of a version: raw little-endian elements, row-major, in files named
   * {@code golden/<tensor>.bin}.
   *
   * @param count how many inputs were recorded, the batch dimension of every file
   * @param tolerance largest absolute difference that still counts as the same answer
   */
  public record Golden(int count, double tolerance) {
    /**
     * Checks both ranges.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public Golden {
      if (count < 1) {
        throw new IllegalArgumentException("golden.count must be at least 1, got " + count);
      }
      if (!(tolerance > 0) || tolerance > 1) {
        throw new IllegalArgumentException(
            "golden.tolerance must be above 0 and at most 1, got " + tolerance);
      }
    }
  }

  /**
   * Copies the collections and checks name, version and that named tensors exist.
   *
   * @throws IllegalArgumentException with the manifest's path to the value, and the value
   */
  public Manifest {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name must be letters, digits, '.', '-' or '_', got '" + name + "'");
    }
    if (version < 1) {
      throw new IllegalArgumentException("version must be a positive integer, got " + version);
    }
    inputs = distinct("inputs", inputs);
    outputs = distinct("outputs", outputs);
    provenance = sorted(provenance);
    measured = sorted(measured);
    files = sorted(files);
    files.forEach(Manifest::requireDigest);
    if (!files.containsKey(GRAPH)) {
      throw new IllegalArgumentException("files must list " + GRAPH);
    }
    if (image.isPresent()) {
      ImageContract contract = image.get();
      contract.requireFits(require(inputs, contract.input(), "image.input"));
      requireClasses(require(outputs, contract.probabilities(), "image.probabilities"));
      if (contract.features().isPresent()) {
        require(outputs, contract.features().get(), "image.features");
      }
    }
  }

  /** Tells whether a text may be a model's name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns the inputs, then the outputs. */
  List<TensorSpec> tensors() {
    return Stream.concat(inputs.stream(), outputs.stream()).toList();
  }

  /** Returns the outputs' tensor of the image contract that has a value for each class. */
  Optional<TensorSpec> probabilities() {
    return image.map(contract -> require(outputs, contract.probabilities(), "image.probabilities"));
  }

  private static TensorSpec require(List<TensorSpec> tensors, String name, String path) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(path + " names '" + name + "', which the graph lacks"));
  }

  private static void requireClasses(TensorSpec probabilities) {
    if (probabilities.shape().size() != 2) {
      throw new IllegalArgumentException(
          "image.probabilities must have the shape [N, classes], got " + probabilities);
    }
  }

  private static List<TensorSpec> distinct(String path, List<TensorSpec> tensors) {
    Set<String> names = new HashSet<>();
    for (TensorSpec tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException(path + " names '" + tensor.name() + "' twice");
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(path + " must name at least one tensor");
    }
    return List.copyOf(tensors);
  }

  private static void requireDigest(String path, String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "files.%s must be a SHA-256 in lower-case hex, got '%s'".formatted(path, digest));
    }
  }

  /** Returns an unmodifiable copy without nulls, so that equal manifests are written alike. */
  private static <T> Map<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(map)));
  }
}
