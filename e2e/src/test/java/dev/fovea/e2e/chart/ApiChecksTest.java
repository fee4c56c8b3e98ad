package dev.fovea.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of this package see the mistakes that they are for. */
final class ApiChecksTest {

  private static final String FINE = Chart.render("everything").yaml();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runAsNonRoot: true                     | runAsNonroot: true
          runAsNonRoot: true                     | runAsNonRoot: false
          serviceName: shop-fovea-management     | serviceNam: shop-fovea-management
          maxReplicas: 10                        | maxReplicas: ten
          maxReplicas: 10                        | maxReplicaz: 10
          memory: 1Gi                            | memory: 1Gx
          cpu: "1"                               | cpu: many
          apiVersion: policy/v1                  | apiVersion: policy/v1beta1
          type: RuntimeDefault                   | type: Unconfined
          drop: [ALL]                            | drop: [NET_RAW]
          readOnlyRootFilesystem: true           | readOnlyRootFilesystem: false
          automountServiceAccountToken: false    | automountServiceAccountToken: true
          mountPath: /tmp                        | mountPath: /var/tmp
          {name: tmp, mountPath: /tmp}           | {name: temp, mountPath: /tmp}
          name: pictures                         | name: Pictures
          interval: 15s                          | intervall: 15s
          parentRefs:                            | parents:
          metricType: Value                      | metricType: Mean
          subPath: "2026"                        | subPath: 2026
          claimName: "pictures"                  | claimName: 77
          """)
  void seeTheMistake(String right, String wrong) {
    String text =
        Stream.of(FINE, Chart.render("defaults").yaml(), Chart.render("keda").yaml())
            .filter(each -> each.contains(right))
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing rendered has " + right));

    List<Manifest> mistaken = Manifests.parse(text.replace(right, wrong)).objects();

    assertThat(mistaken.stream().flatMap(ApiChecksTest::complaints)).isNotEmpty();
  }

  private static Stream<String> complaints(Manifest object) {
    return Stream.concat(Schemas.complaints(object).stream(), Rules.complaints(object).stream());
  }
}
