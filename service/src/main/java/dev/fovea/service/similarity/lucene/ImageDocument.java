package dev.fovea.service.similarity.lucene;

import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.Filter;
import dev.fovea.service.similarity.IndexedImage;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.json.JsonMapper;

/** Writes an entry as a Lucene document. The names and kinds of all fields are here. */
final class ImageDocument {

  /** The features. */
  static final String FEATURES = "features";

  /** The image as JSON, in doc values: a search reads it without touching the pictures. */
  static final String IMAGE = "image";

  static final String THUMBNAIL = "thumbnail";
  static final String ORIGINAL = "original";

  private static final JsonMapper JSON = JsonMapper.shared();

  private ImageDocument() {}

  static Document of(Entry entry) {
    IndexedImage image = entry.image();
    Document document = new Document();
    document.add(new StringField(Filter.ID, image.id(), Store.NO));
    document.add(new StringField(Filter.SHA256, image.sha256(), Store.NO));
    image
        .labelIfAny()
        .ifPresent(label -> document.add(new StringField(Filter.LABEL, label, Store.NO)));
    image.metadata().forEach((key, value) -> addMetadata(document, key, value));
    document.add(new BinaryDocValuesField(IMAGE, new BytesRef(JSON.writeValueAsBytes(image))));
    document.add(
        new KnnFloatVectorField(FEATURES, entry.features(), VectorSimilarityFunction.EUCLIDEAN));
    document.add(new StoredField(THUMBNAIL, entry.thumbnail()));
    entry.original().ifPresent(bytes -> document.add(new StoredField(ORIGINAL, bytes)));
    return document;
  }

  /** The term that names one image. */
  static Term id(String id) {
    return new Term(Filter.ID, id);
  }

  /** The indexed field of a metadata key that holds text, or of a field of the image itself. */
  static String textField(String field) {
    return switch (field) {
      case Filter.ID, Filter.LABEL, Filter.SHA256 -> field;
      default -> "text." + field;
    };
  }

  /** The indexed field of a metadata key that holds a number. */
  static String numberField(String key) {
    return "number." + key;
  }

  /** The indexed field of a metadata key that holds a boolean. */
  static String flagField(String key) {
    return "flag." + key;
  }

  /** Reads back what {@link #IMAGE} holds. */
  static IndexedImage image(BytesRef json) {
    String text = new String(json.bytes, json.offset, json.length, StandardCharsets.UTF_8);
    return JSON.readValue(text, IndexedImage.class);
  }

  private static void addMetadata(Document document, String key, Object value) {
    document.add(
        switch (value) {
          case Number number -> new DoublePoint(numberField(key), number.doubleValue());
          case Boolean flag -> new StringField(flagField(key), flag.toString(), Store.NO);
          default -> new StringField(textField(key), value.toString(), Store.NO);
        });
  }
}
