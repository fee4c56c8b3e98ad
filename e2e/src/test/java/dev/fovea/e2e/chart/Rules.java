package dev.fovea.e2e.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Kubernetes API checks beyond fields: names, quantities, selectors, and pod security
 * "restricted".
 */
final class Rules {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?");
  private static final Pattern QUANTITY =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?");
  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "", BigDecimal.ONE,
          "m", new BigDecimal("0.001"),
          "k", BigDecimal.valueOf(1_000L),
          "M", BigDecimal.valueOf(1_000_000L),
          "G", BigDecimal.valueOf(1_000_000_000L),
          "T", BigDecimal.valueOf(1_000_000_000_000L),
          "Ki", BigDecimal.valueOf(1L << 10),
          "Mi", BigDecimal.valueOf(1L << 20),
          "Gi", BigDecimal.valueOf(1L << 30),
          "Ti", BigDecimal.valueOf(1L << 40));

  private final Manifest object;
  private final List<String> complaints = new ArrayList<>();

  private Rules(Manifest object) {
    this.object = object;
  }

  /** Returns what is wrong with the object, empty if nothing. */
  static List<String> complaints(Manifest object) {
    Rules rules = new Rules(object);
    rules.names();
    rules.selector();
    object.pod().ifPresent(rules::pod);
    object.containers().forEach(rules::container);
    object
        .fields()
        .list("spec.volumeClaimTemplates")
        .forEach(claim -> rules.quantities(claim, "spec.resources.requests"));
    return rules.complaints.stream().map(complaint -> object + ": " + complaint).toList();
  }

  private void refuseUnless(boolean fine, String complaint) {
    if (!fine) {
      complaints.add(complaint);
    }
  }

  private void names() {
    refuseUnless(
        NAME.matcher(object.name()).matches() && object.name().length() <= 63,
        "name " + object.name());
    refuseUnless(
        !object.kind().equals("Service") || Character.isLetter(object.name().charAt(0)),
        "name " + object.name() + " begins with a digit");
    // The API makes pods NAME-INDEX of an indexed job, and refuses it where the last would not fit.
    object
        .fields()
        .at("spec.completions")
        .map(completions -> object.name() + "-" + ((Integer) completions - 1))
        .ifPresent(last -> refuseUnless(last.length() <= 63, "name of the pod " + last));
    object.fields().fields("metadata.labels").values().forEach(this::label);
    object.pod().ifPresent(pod -> pod.fields("metadata.labels").values().forEach(this::label));
  }

  private void label(Object key, Object value) {
    boolean fits =
        value instanceof String text && text.length() <= 63 && LABEL.matcher(text).matches();
    refuseUnless(fits, "label " + key + "=" + value);
  }

  private void selector() {
    Map<?, ?> wanted = object.fields().fields("spec.selector.matchLabels").values();
    if (Set.of("Deployment", "StatefulSet").contains(object.kind())) {
      Map<?, ?> labels = object.pod().orElseThrow().fields("metadata.labels").values();
      refuseUnless(
          !wanted.isEmpty() && labels.entrySet().containsAll(wanted.entrySet()),
          "selector " + wanted + " misses its own pods " + labels);
    }
  }

  private void pod(Fields pod) {
    Fields security = pod.fields("spec.securityContext");
    refuseUnless(security.at("runAsNonRoot").equals(Optional.of(true)), "may run as root");
    refuseUnless(
        security.at("runAsUser").filter(user -> user instanceof Integer id && id > 0).isPresent(),
        "has no numeric user");
    refuseUnless(
        security.text("seccompProfile.type").equals("RuntimeDefault"), "has no seccomp profile");
    refuseUnless(
        pod.at("spec.automountServiceAccountToken").equals(Optional.of(false)), "mounts a token");
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      refuseUnless(pod.at("spec." + host).isEmpty(), "uses " + host);
    }
    pod.list("spec.volumes")
        .forEach(
            volume -> refuseUnless(volume.at("hostPath").isEmpty(), "mounts the host's folders"));
    mounts(pod);
  }

  private void mounts(Fields pod) {
    List<String> volumes =
        new ArrayList<>(
            pod.list("spec.volumes").stream().map(volume -> volume.text("name")).toList());
    object
        .fields()
        .list("spec.volumeClaimTemplates")
        .forEach(claim -> volumes.add(claim.text("metadata.name")));
    refuseUnless(
        Set.copyOf(volumes).size() == volumes.size(), "has two volumes of one name in " + volumes);
    for (Fields container : object.containers()) {
      for (Fields mount : container.list("volumeMounts")) {
        refuseUnless(
            volumes.contains(mount.text("name")), "mounts the absent volume " + mount.text("name"));
      }
    }
  }

  private void container(Fields container) {
    Fields security = container.fields("securityContext");
    refuseUnless(
        security.at("allowPrivilegeEscalation").equals(Optional.of(false)), "may gain privileges");
    refuseUnless(
        security.at("readOnlyRootFilesystem").equals(Optional.of(true)), "may write to its image");
    refuseUnless(
        security.at("capabilities.drop").equals(Optional.of(List.of("ALL"))), "keeps capabilities");
    refuseUnless(
        container.list("volumeMounts").stream()
            .anyMatch(mount -> mount.text("mountPath").equals("/tmp")),
        "has no /tmp");
    refuseUnless(!container.text("image").isBlank(), "has no image");
    quantities(container, "resources.requests");
    quantities(container, "resources.limits");
    container
        .fields("resources.requests")
        .values()
        .forEach((resource, request) -> withinLimit(container, resource, request));
  }

  private void quantities(Fields fields, String path) {
    refuseUnless(!fields.fields(path).values().isEmpty(), "has no " + path);
    fields
        .fields(path)
        .values()
        .forEach((resource, quantity) ->
            refuseUnless(amount(quantity).isPresent(), resource + " " + quantity));
  }

  private void withinLimit(Fields container, Object resource, Object request) {
    Optional<BigDecimal> limit =
        container.at("resources.limits." + resource).flatMap(Rules::amount);
    Optional<BigDecimal> asked = amount(request);
    if (limit.isPresent() && asked.isPresent()) {
      refuseUnless(
          asked.get().compareTo(limit.get()) <= 0, resource + " requested above its limit");
    }
  }

  private static Optional<BigDecimal> amount(Object quantity) {
    Matcher matcher = QUANTITY.matcher(String.valueOf(quantity));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    return Optional.of(
        new BigDecimal(matcher.group(1)).multiply(UNITS.getOrDefault(unit, BigDecimal.ONE)));
  }
}
