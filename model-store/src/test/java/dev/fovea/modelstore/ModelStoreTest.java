package dev.fovea.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.fovea.modelstore.ModelStoreException.DigestMismatch;
import dev.fovea.modelstore.ModelStoreException.EscapingPath;
import dev.fovea.modelstore.ModelStoreException.ExternalData;
import dev.fovea.modelstore.ModelStoreException.InvalidGraph;
import dev.fovea.modelstore.ModelStoreException.InvalidManifest;
import dev.fovea.modelstore.ModelStoreException.MissingFile;
import dev.fovea.modelstore.ModelStoreException.NoSuchVersion;
import dev.fovea.modelstore.ModelStoreException.UnlistedFile;
import dev.fovea.modelstore.ModelStoreException.Untrusted;
import dev.fovea.modelstore.ModelStoreException.VersionExists;
import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  private static final byte[] GRAPH = graph(TensorProto.getDefaultInstance());

  @TempDir private Path root;

  @Test
  void readsBackWhatWasWritten() throws Exception {
    Manifest written = write(GRAPH).manifest();
    ModelVersion read = new ModelStore(root).read("tiny", 1);
    assertThat(read.manifest()).isEqualTo(written);
    assertThat(read.labels()).containsExactly("no", "yes");
    assertThat(read.golden(written.inputs().getFirst())).isEqualTo(ByteBuffer.wrap(new byte[12]));
    assertThat(new ModelStore(root).models()).containsExactly("tiny");
    assertThat(new ModelStore(root).versions("tiny")).containsExactly(1);
  }

  @Test
  void leavesNothingOfAVersionThatWasNotPublished() throws Exception {
    try (var writer = new ModelWriter(root, "tiny", 1)) {
      writer.write(Manifest.GRAPH, GRAPH);
      assertThat(new ModelStore(root).models()).isEmpty();
    }
    assertThat(root.resolve("tiny")).isEmptyDirectory();
  }

  @Test
  void neverOverwritesAVersion() throws Exception {
    write(GRAPH);
    assertThatExceptionOfType(VersionExists.class).isThrownBy(() -> write(GRAPH));
  }

  @Test
  void refusesAChangedFile() throws Exception {
    Path labels = write(GRAPH).folder().resolve(Manifest.LABELS);
    Files.writeString(labels, "no\nmaybe\n");
    assertThatExceptionOfType(DigestMismatch.class)
        .isThrownBy(this::read)
        .withMessageContaining("labels.txt");
  }

  @Test
  void refusesAMissingFile() throws Exception {
    Files.delete(write(GRAPH).folder().resolve(Manifest.LABELS));
    assertThatExceptionOfType(MissingFile.class).isThrownBy(this::read);
  }

  @Test
  void refusesAFileThatNobodyVouchesFor() throws Exception {
    Files.writeString(write(GRAPH).folder().resolve("golden/extra.bin"), "?");
    assertThatExceptionOfType(UnlistedFile.class).isThrownBy(this::read);
  }

  @Test
  void refusesALinkOutOfTheVersion() throws Exception {
    Path labels = write(GRAPH).folder().resolve(Manifest.LABELS);
    Path outside = Files.move(labels, root.resolve("labels.txt"));
    Files.createSymbolicLink(labels, outside);
    assertThatExceptionOfType(EscapingPath.class).isThrownBy(this::read);
  }

  @Test
  void refusesAPathOutOfTheVersion() throws Exception {
    edit("labels.txt:", "../labels.txt:");
    assertThatExceptionOfType(EscapingPath.class).isThrownBy(this::read);
  }

  @Test
  void namesTheUnknownKey() throws Exception {
    edit("architecture:", "colour: red\narchitecture:");
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(this::read)
        .withMessageContaining("colour");
  }

  @Test
  void namesThePathAndTheValueThatIsOutOfRange() throws Exception {
    edit("cropHeight: 2", "cropHeight: 0");
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(this::read)
        .withMessageContaining("image.preprocessing")
        .withMessageContaining("0x2");
  }

  @Test
  void namesTheMissingKey() throws Exception {
    edit("description: two classes\n", "");
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(this::read)
        .withMessageContaining("at 'description': is missing");
  }

  @Test
  void refusesAManifestThatIsNoYaml() throws Exception {
    Files.writeString(write(GRAPH).folder().resolve(ManifestFile.NAME), "{[");
    assertThatExceptionOfType(InvalidManifest.class).isThrownBy(this::read);
  }

  @Test
  void refusesAVersionUnderAnotherNumber() throws Exception {
    Path folder = write(GRAPH).folder();
    Files.move(folder, folder.resolveSibling("2"));
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> new ModelStore(root).read("tiny", 2))
        .withMessageContaining("tiny/1");
  }

  @Test
  void refusesWeightsInAnotherFile() {
    byte[] graph =
        graph(
            TensorProto.newBuilder()
                .setName("weight")
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .build());
    assertThatExceptionOfType(ExternalData.class)
        .isThrownBy(() -> write(graph))
        .withMessageContaining("weight");
  }

  @Test
  void refusesWeightsInAnotherFileOfANestedGraph() {
    TensorProto outside =
        TensorProto.newBuilder()
            .setName("inner")
            .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue("/x"))
            .build();
    AttributeProto body =
        AttributeProto.newBuilder()
            .setG(
                GraphProto.newBuilder()
                    .addNode(
                        NodeProto.newBuilder()
                            .addAttribute(AttributeProto.newBuilder().setT(outside))))
            .build();
    byte[] graph =
        ModelProto.newBuilder()
            .setGraph(GraphProto.newBuilder().addNode(NodeProto.newBuilder().addAttribute(body)))
            .build()
            .toByteArray();
    assertThatExceptionOfType(ExternalData.class)
        .isThrownBy(() -> write(graph))
        .withMessageContaining("inner");
  }

  @Test
  void refusesATensorOfAnotherElementType() {
    TypeProto.Tensor floats =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).build();
    byte[] graph =
        ModelProto.newBuilder()
            .setGraph(
                GraphProto.newBuilder()
                    .addInput(
                        ValueInfoProto.newBuilder()
                            .setName("pixels")
                            .setType(TypeProto.newBuilder().setTensorType(floats))))
            .build()
            .toByteArray();
    assertThatExceptionOfType(InvalidGraph.class)
        .isThrownBy(() -> write(graph))
        .withMessageContaining("FLOAT")
        .withMessageContaining("UINT8");
  }

  @Test
  void publishesNothingThatItWouldNotRead() throws Exception {
    assertThatExceptionOfType(InvalidGraph.class).isThrownBy(() -> write(new byte[] {7, 7, 7}));
    assertThat(root.resolve("tiny")).isEmptyDirectory();
  }

  @Test
  void overlooksWhatACrashedWriterLeft() throws Exception {
    write(GRAPH);
    Files.createDirectories(root.resolve("tiny/.2.8127"));
    Files.createDirectories(root.resolve(".cache/1"));
    assertThat(new ModelStore(root).versions("tiny")).containsExactly(1);
    assertThat(new ModelStore(root).models()).containsExactly("tiny");
  }

  @Test
  void refusesLabelsThatAreNotOneForEachClass() {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> write(GRAPH, List.of("no", "yes", "perhaps"), 12))
        .withMessageContaining("3 lines");
  }

  @Test
  void refusesGoldenElementsOfAnotherLength() {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> write(GRAPH, List.of("no", "yes"), 13))
        .withMessageContaining("12 bytes")
        .withMessageContaining("has 13");
  }

  @Test
  void namesTheKeyThatStandsTwice() throws Exception {
    edit("version: 1\n", "version: 1\nversion: 1\n");
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(this::read)
        .withMessageContaining("version");
  }

  @Test
  void refusesPreprocessingThatTheGraphDoesNotTake() throws Exception {
    edit("padding: 0", "padding: 1");
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(this::read)
        .withMessageContaining("image.preprocessing");
  }

  @Test
  void refusesAGraphWithoutTheTensorOfTheManifest() {
    byte[] graph = ModelProto.newBuilder().setGraph(GraphProto.newBuilder()).build().toByteArray();
    assertThatExceptionOfType(InvalidGraph.class)
        .isThrownBy(() -> write(graph))
        .withMessageContaining("pixels");
  }

  @Test
  void refusesBytesThatAreNoGraph() {
    assertThatExceptionOfType(InvalidGraph.class).isThrownBy(() -> write(new byte[] {7, 7, 7}));
  }

  @Test
  void saysWhichVersionIsNotThere() {
    assertThatExceptionOfType(NoSuchVersion.class)
        .isThrownBy(() -> new ModelStore(root).read("../tiny", 3));
    assertThatExceptionOfType(NoSuchVersion.class).isThrownBy(this::read);
  }

  @Test
  void readsAVersionThatATrustedKeySigned() throws Exception {
    KeyPair signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path folder = write(GRAPH).folder();
    sign(folder, signer);
    assertThat(signedBy(other, signer).read("tiny", 1).manifest().name()).isEqualTo("tiny");
    assertThat(new ModelStore(root).read("tiny", 1).manifest().name())
        .as("where no signature is asked for")
        .isEqualTo("tiny");
    assertThatExceptionOfType(Untrusted.class)
        .isThrownBy(() -> signedBy(other).read("tiny", 1))
        .withMessageContaining("none of the trusted keys");
  }

  @Test
  void refusesAVersionThatNobodySignedOrThatWasChangedSince() throws Exception {
    KeyPair signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path folder = write(GRAPH).folder();
    assertThatExceptionOfType(Untrusted.class)
        .isThrownBy(() -> signedBy(signer).read("tiny", 1))
        .withMessageContaining("is not signed");
    sign(folder, signer);
    Path manifest = folder.resolve(ManifestFile.NAME);
    Files.writeString(manifest, Files.readString(manifest).replace("two classes", "two  classes"));
    assertThatExceptionOfType(Untrusted.class)
        .isThrownBy(() -> signedBy(signer).read("tiny", 1))
        .withMessageContaining("was changed since");
    Files.write(folder.resolve(TrustedKeys.SIGNATURE), new byte[64]);
    assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> signedBy(signer).read("tiny", 1));
    Files.write(folder.resolve(TrustedKeys.SIGNATURE), new byte[9]);
    assertThatExceptionOfType(Untrusted.class)
        .isThrownBy(() -> signedBy(signer).read("tiny", 1))
        .withMessageContaining("64 bytes");
  }

  @Test
  void refusesTrustedKeysThatAreNone() throws Exception {
    Path file = Files.writeString(root.resolve("keys.pem"), "nothing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedKeys.read(file))
        .withMessageContaining("BEGIN PUBLIC KEY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trusted(KeyPairGenerator.getInstance("RSA").generateKeyPair()))
        .withMessageContaining("not Ed25519");
  }

  private static void sign(Path folder, KeyPair signer) throws Exception {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(signer.getPrivate());
    signature.update(Files.readAllBytes(folder.resolve(ManifestFile.NAME)));
    Files.write(folder.resolve(TrustedKeys.SIGNATURE), signature.sign());
  }

  private ModelStore signedBy(KeyPair... signers) throws Exception {
    return new ModelStore(root, Optional.of(trusted(signers)));
  }

  private TrustedKeys trusted(KeyPair... signers) throws Exception {
    StringBuilder pem = new StringBuilder();
    for (KeyPair signer : signers) {
      pem.append("-----BEGIN PUBLIC KEY-----\n")
          .append(Base64.getMimeEncoder().encodeToString(signer.getPublic().getEncoded()))
          .append("\n-----END PUBLIC KEY-----\n");
    }
    return TrustedKeys.read(Files.writeString(root.resolve("keys.pem"), pem));
  }

  private ModelVersion read() throws ModelStoreException {
    return new ModelStore(root).read("tiny", 1);
  }

  private void edit(String target, String replacement) throws Exception {
    Path file = write(GRAPH).folder().resolve(ManifestFile.NAME);
    String text = Files.readString(file);
    assertThat(text).contains(target);
    Files.writeString(file, text.replace(target, replacement));
  }

  private ModelVersion write(byte[] graph) throws ModelStoreException {
    return write(graph, List.of("no", "yes"), 12);
  }

  private ModelVersion write(byte[] graph, List<String> labels, int goldenBytes)
      throws ModelStoreException {
    try (var writer = new ModelWriter(root, "tiny", 1)) {
      writer.write(Manifest.GRAPH, graph);
      writer.labels(labels);
      writer.golden("pixels", ByteBuffer.allocate(goldenBytes));
      return writer.publish(ModelStoreTest::manifest);
    }
  }

  private static Manifest manifest(Map<String, String> files) {
    return new Manifest(
        "tiny",
        1,
        "drawn",
        "two classes",
        List.of(new TensorSpec("pixels", TensorType.UINT8, List.of(-1L, 2L, 2L, 3L))),
        List.of(new TensorSpec("probabilities", TensorType.FP32, List.of(-1L, 2L))),
        Optional.of(
            new ImageContract(
                "pixels",
                new Preprocessing(ColorMode.RGB, 255, new Resize.ShorterSide(2), 2, 2, 0, 0),
                new ImageContract.Encoding.Raw(),
                "probabilities",
                ImageContract.Activation.NONE,
                Optional.empty())),
        Optional.of(new Manifest.Golden(1, 1e-4)),
        Map.of("seed", "1"),
        Map.of("top1", 0.5),
        files);
  }

  private static byte[] graph(TensorProto initializer) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setGraph(
            GraphProto.newBuilder()
                .addInitializer(initializer)
                .addInput(ValueInfoProto.newBuilder().setName("pixels"))
                .addOutput(ValueInfoProto.newBuilder().setName("probabilities")))
        .build()
        .toByteArray();
  }
}
