package dev.fovea.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.core.ApplicationModules;

/** Holds the arrows of the design. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/protocol/v2/grpc/wire/")) // generated
          .importPackages("dev.fovea.service");

  @Test
  void modulesUseOnlyWhatTheyMay() {
    ApplicationModules.of(FoveaApplication.class).verify();
  }

  @Test
  void onlyInferenceOnnxKnowsOnnxRuntime() {
    importedOnlyBy("ai.onnxruntime..", "dev.fovea.service.inference.onnx..");
  }

  @Test
  void onlySimilarityLuceneKnowsLucene() {
    importedOnlyBy("org.apache.lucene..", "dev.fovea.service.similarity.lucene..");
  }

  @Test
  void nobodyKnowsOps() {
    importedOnlyBy("dev.fovea.service.ops..", "dev.fovea.service.ops..");
  }

  @Test
  void nothingIsInjectedIntoFields() {
    fields()
        .should()
        .notBeAnnotatedWith(Autowired.class)
        .andShould()
        .notBeAnnotatedWith(Value.class)
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Manager", "Helper", "Util", "Impl", "Base", "DTO", "Handler", "Info", "Data"})
  void namesSayWhatAClassIs(String vague) {
    noClasses()
        .should()
        .haveSimpleNameContaining(vague)
        .because("'" + vague + "' says nothing")
        .check(CLASSES);
  }

  /** A time of day jumps; what has waited long enough is told by {@link System#nanoTime}. */
  @Test
  void onlySpansAskForTheTimeOfDay() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.RunSpans(\\$.*)?")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Date.class, LocalDateTime.class, ZonedDateTime.class)
        .check(CLASSES);
  }

  private static void importedOnlyBy(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(List.of(library).toArray(String[]::new))
        .check(CLASSES);
  }
}
