package dev.fovea.service.protocol.v1;

import dev.fovea.service.similarity.Neighbor;
import dev.fovea.service.similarity.SimilarImages.Found;
import dev.fovea.service.similarity.StoredImages;
import dev.fovea.vision.ContactSheet;
import dev.fovea.vision.ContactSheet.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Draws a search as the paper's Figure 4 does: the query, then its neighbors with distances. */
@Component
final class NeighborSheet {

  private static final int COLUMNS = 7;

  private final StoredImages images;

  NeighborSheet(StoredImages images) {
    this.images = images;
  }

  byte[] png(byte[] query, Found found) {
    List<Tile> tiles = new ArrayList<>();
    String shown = found.classification().map(it -> it.predictions().getFirst().label()).orElse("");
    tiles.add(new Tile(query, List.of("query", shown)));
    for (Neighbor neighbor : found.nearest().neighbors()) {
      String label = neighbor.image().labelIfAny().orElse(neighbor.image().id());
      tiles.add(
          new Tile(
              images.thumbnail(found.collection().name(), neighbor.image().id()),
              List.of(label, String.format(Locale.ROOT, "%.4g", neighbor.distance()))));
    }
    return ContactSheet.png(tiles, COLUMNS);
  }
}
